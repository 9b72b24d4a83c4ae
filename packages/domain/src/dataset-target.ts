import type { DatasetSpec } from './dataset-spec.ts';
import { findColumn, plainName } from './find-column.ts';

const targetNames = new Set(['target', 'label', 'class', 'y', 'outcome']);

/** The column of a table that is named as what is to be predicted; undefined where there are none or several. */
export function guessTarget(columns: readonly string[]): string | undefined {
  const exact = findColumn(columns, 'target');
  if (exact !== undefined) return exact;
  const [first, ...others] = columns.filter((column) => targetNames.has(plainName(column)));
  return others.length === 0 ? first : undefined;
}

/** The column to predict: the one asked for, else by its name among those that have no other role. */
export function chooseTarget(columns: readonly string[], { columns: asked = [] }: DatasetSpec): string | undefined {
  const target = asked.find(({ role }) => role === 'target');
  if (target !== undefined) return findColumn(columns, target.name);
  const others = new Set(asked.map(({ name }) => findColumn(columns, name)));
  return guessTarget(columns.filter((column) => !others.has(column)));
}
