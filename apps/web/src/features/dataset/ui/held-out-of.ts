import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import type { Translate } from '../../../i18n/translate.ts';

/** `10%, seed 0` */
export function heldOutOf({ task, validationFraction, seed }: DatasetSpec, t: Translate<'dataset'>): string {
  if (task === 'recommendation') return t('versions.lastOfUser');
  return t('versions.share', { percent: `${Number((validationFraction * 100).toFixed(1))}`, seed: String(seed) });
}
