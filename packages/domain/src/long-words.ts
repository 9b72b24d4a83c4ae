import type { DatasetReport } from './dataset-report.ts';

const share = 0.98;

/** How many words nearly all rows have at most, as far as the report has counted them. */
export function longWords({ lengthHistogram }: Pick<DatasetReport, 'lengthHistogram'>): number {
  const total = lengthHistogram.reduce((sum, { rows }) => sum + rows, 0);
  let counted = 0;
  for (const { from, to, rows } of lengthHistogram) {
    counted += rows;
    if (counted >= share * total) return to ?? 2 * from;
  }
  return 0;
}
