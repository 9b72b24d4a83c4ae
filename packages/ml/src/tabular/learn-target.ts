import { AppError } from '@modelmint/domain/errors';
import type { LearnedTarget } from '@modelmint/domain/tabular-spec';
import type { RawColumn, RawTable } from './collect-table.ts';
import type { EncodedTable } from './encode-table.ts';
import { measureNumbers } from './learn-columns.ts';
import { type RowSource, rowError } from './table-row.ts';

/** A classifier of more labels than this is a mistake in the roles of the columns. */
export const labelsMax = 1000;

/** The labels, sorted, or the mean and deviation of the values. @throws AppError `dataset_invalid` when all are equal. */
export function learnTarget(raw: RawTable, name: string): LearnedTarget {
  const column = needColumn(raw, name);
  checkComplete(column, name, 'training');
  if (column.kind === 'categorical') {
    const labels = [...column.values].sort();
    if (labels.length < 2)
      throw new AppError(
        'dataset_invalid',
        `Every training row has the label "${labels[0]}" in "${name}": a classifier needs rows of two labels or more.`,
      );
    if (labels.length > labelsMax)
      throw new AppError(
        'dataset_invalid',
        `The target "${name}" has ${labels.length} different labels in ${raw.count} training rows, more than ${labelsMax}: ` +
          `train a regression if it holds numbers, or choose another target.`,
      );
    return { kind: 'label', name, labels };
  }
  const { mean, deviation } = measureNumbers(column.numbers);
  if (deviation === 0)
    throw new AppError(
      'dataset_invalid',
      `Every training row has the value ${mean} in "${name}": nothing can be learned.`,
    );
  return { kind: 'value', name, mean, deviation };
}

/** What the network is to give: places of labels, or values as they are: floats of 32 bits would blur seconds since 1970. */
export type Targets = { kind: 'label'; labels: Int32Array } | { kind: 'value'; values: Float64Array };

/** A table as the network reads it, with what it is to give for each row. */
export interface TargetedTable {
  table: EncodedTable;
  targets: Targets;
}

/** @throws AppError `dataset_invalid` for a row without a target, or with a label that no training row has. */
export function encodeTargets(raw: RawTable, target: LearnedTarget, source: RowSource): Targets {
  const column = needColumn(raw, target.name);
  checkComplete(column, target.name, source);
  if (column.kind === 'numeric') return { kind: 'value', values: Float64Array.from(column.numbers) };
  const known = new Map(target.kind === 'label' ? target.labels.map((label, place) => [label, place]) : []);
  const labels = Int32Array.from(column.places, (place, row) => {
    const label = column.values[place] ?? '';
    const found = known.get(label);
    if (found !== undefined) return found;
    const mend = 'move a row of this label into the training rows, or take it out';
    throw rowError({ source, row: row + 1 }, `no training row has its label "${label}"; ${mend}.`, target.name);
  });
  return { kind: 'label', labels };
}

function needColumn(raw: RawTable, name: string): RawColumn {
  const column = raw.columns.get(name);
  if (column === undefined) throw new RangeError(`the table has no column ${name}`);
  return column;
}

function checkComplete(column: RawColumn, name: string, source: RowSource): void {
  const row = column.kind === 'numeric' ? column.numbers.findIndex(Number.isNaN) : column.places.indexOf(-1);
  if (row >= 0)
    throw rowError(
      { source, row: row + 1 },
      `it has no value in the target "${name}"; fill it, or take the row out.`,
      name,
    );
}
