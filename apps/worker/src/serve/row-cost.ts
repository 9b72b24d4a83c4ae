import type { TabularModel } from '@modelmint/domain/tabular-spec';

/** A number that stands between two layers weighs as many multiplications: rows of a wide model fill the memory first. */
const sumsPerNumber = 512;

/** What a row of a table costs a model: multiplications, or what it takes in memory on its way. */
export function rowCost({ spec, columns, target }: Pick<TabularModel, 'spec' | 'columns' | 'target'>): number {
  let inputs = 0;
  for (const column of columns) {
    if (column.kind === 'numeric') inputs += column.hasMissing ? 2 : 1;
    else if (column.kind === 'categorical') inputs += column.size;
  }
  const outputs = target.kind === 'label' ? target.labels.length : 1;
  const widths = [inputs, ...spec.hiddenSizes, outputs];
  const sums = widths.reduce((sum, width, layer) => sum + width * (widths[layer + 1] ?? 0), 0);
  return Math.max(sums, sumsPerNumber * Math.max(...widths));
}
