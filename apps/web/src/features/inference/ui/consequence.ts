import type { Translate } from '../../../i18n/translate.ts';
import { formatAmount } from '../../../ui/format.ts';
import type { InferenceView } from '../server/inference-view.ts';

type Facts = Pick<InferenceView, 'rowsDone' | 'rowsFailed' | 'rowsTotal' | 'chargedMicros' | 'heldMicros'>;

/** Of a cancel: what stops, what it costs, what stays. */
export function consequence(
  t: Translate<'inference'>,
  { rowsDone, rowsFailed, rowsTotal, chargedMicros, heldMicros }: Facts,
): string {
  const done = rowsDone + rowsFailed;
  if (done === 0)
    return heldMicros > 0n ? t('cancel.nothingYetHeld', { hold: formatAmount(heldMicros) }) : t('cancel.nothingYet');
  const rest = formatAmount(heldMicros > chargedMicros ? heldMicros - chargedMicros : 0n);
  return t('cancel.someDone', { left: rowsTotal - done, price: formatAmount(chargedMicros), done: rowsDone, rest });
}
