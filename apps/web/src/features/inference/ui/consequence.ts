import { formatAmount, formatQuantity } from '../../../ui/format.ts';
import type { InferenceView } from '../server/inference-view.ts';

type Facts = Pick<InferenceView, 'rowsDone' | 'rowsFailed' | 'rowsTotal' | 'chargedMicros' | 'heldMicros'>;

/** Of a cancel: what stops, what it costs, what stays. */
export function consequence({ rowsDone, rowsFailed, rowsTotal, chargedMicros, heldMicros }: Facts): string {
  const done = rowsDone + rowsFailed;
  if (done === 0) {
    const back = heldMicros > 0n ? `, and the hold of ${formatAmount(heldMicros)} returns to your credit` : '';
    return `No row is answered yet. You pay nothing${back}. A cancelled job cannot be resumed.`;
  }
  const rest = formatAmount(heldMicros > chargedMicros ? heldMicros - chargedMicros : 0n);
  return [
    `${formatQuantity(rowsTotal - done, 'row')} will not be answered.`,
    `You pay ${formatAmount(chargedMicros)} for what is answered so far, ${formatQuantity(rowsDone, 'row')}; about ${rest} of the hold returns to your credit.`,
    'The results so far stay and can be downloaded. A cancelled job cannot be resumed.',
  ].join(' ');
}
