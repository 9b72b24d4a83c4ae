import type { InferenceView } from '../server/inference-view.ts';

/** 100 only when the last row is done. */
export function percentAnswered({
  rowsTotal,
  rowsDone,
  rowsFailed,
}: Pick<InferenceView, 'rowsTotal' | 'rowsDone' | 'rowsFailed'>): number {
  return rowsTotal === 0 ? 0 : Math.floor((100 * Math.min(rowsDone + rowsFailed, rowsTotal)) / rowsTotal);
}
