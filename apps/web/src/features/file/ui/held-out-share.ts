import type { ReadingForm } from './reading-form.ts';

/** A job of recommendations holds out the last row of each user instead. */
export const hasHeldOutShare = ({ task }: Pick<ReadingForm, 'task'>): boolean => task !== 'recommendation';

/** What the held-out share is for, by what is measured on it. */
export function heldOutHelp({ task, targetKind }: Pick<ReadingForm, 'task' | 'targetKind'>): string {
  if (task === 'text-generation')
    return 'Examples that training never sees; loss is measured on them. 10 suits most files.';
  if (task === '') return 'Rows that training never sees; what is learned is measured on them. 10 suits most files.';
  if (task === 'tabular')
    return targetKind === 'value'
      ? 'Rows that training never sees; the error is measured on them. 10 suits most files.'
      : 'Rows that training never sees; what is predicted is measured on them. 10 suits most files.';
  return 'Examples of each label that training never sees; accuracy is measured on them. 10 suits most files.';
}
