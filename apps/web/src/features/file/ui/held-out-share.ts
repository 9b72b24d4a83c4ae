import type { Translate } from '../../../i18n/translate.ts';
import type { ReadingForm } from './reading-form.ts';

/** A job of recommendations holds out the last row of each user instead. */
export const hasHeldOutShare = ({ task }: Pick<ReadingForm, 'task'>): boolean => task !== 'recommendation';

/** What the held-out share is for, by what is measured on it. */
export function heldOutHelp(
  { task, targetKind }: Pick<ReadingForm, 'task' | 'targetKind'>,
  t: Translate<'file'>,
): string {
  if (task === 'text-generation') return t('heldOut.loss');
  if (task === '') return t('heldOut.learned');
  if (task === 'tabular') return t(targetKind === 'value' ? 'heldOut.error' : 'heldOut.predicted');
  return t('heldOut.accuracy');
}
