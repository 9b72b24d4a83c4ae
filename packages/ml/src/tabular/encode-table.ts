import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import type { RawColumn, RawTable } from './collect-table.ts';

export type NumericColumn = Extract<LearnedColumn, { kind: 'numeric' }>;
export type CategoricalColumn = Extract<LearnedColumn, { kind: 'categorical' }>;

export const missingEntry = 0;
export const unseenEntry = 1;
/** Entries of a categorical column before those of its values. */
export const entriesBefore = 2;
/** A standardised number is held within this, so that one wild cell cannot decide a row alone. */
const numberMax = 10;

/** Rows as a network reads them. */
export interface EncodedTable {
  count: number;
  numeric: Float32Array; // [rows, numericWidth], standardised, each with its missing indicator
  numericWidth: number;
  entries: Int32Array[]; // per categorical column [rows]
}

export function numericColumns(columns: readonly LearnedColumn[]): NumericColumn[] {
  return columns.filter((column) => column.kind === 'numeric');
}

export function categoricalColumns(columns: readonly LearnedColumn[]): CategoricalColumn[] {
  return columns.filter((column) => column.kind === 'categorical');
}

/** One number for each numeric column, and one more where training rows lacked it. */
export function numericWidth(columns: readonly LearnedColumn[]): number {
  return numericColumns(columns).reduce((sum, { hasMissing }) => sum + (hasMissing ? 2 : 1), 0);
}

export function encodeTable(raw: RawTable, columns: readonly LearnedColumn[]): EncodedTable {
  const width = numericWidth(columns);
  const numeric = new Float32Array(raw.count * width);
  let at = 0;
  for (const column of numericColumns(columns)) {
    const { numbers } = find(raw, column.name, 'numeric');
    numbers.forEach((value, row) => {
      const isMissing = Number.isNaN(value);
      const scaled = (value - column.mean) / column.deviation;
      numeric[row * width + at] = isMissing ? 0 : Math.max(-numberMax, Math.min(numberMax, scaled));
      if (column.hasMissing) numeric[row * width + at + 1] = isMissing ? 1 : 0;
    });
    at += column.hasMissing ? 2 : 1;
  }
  const entries = categoricalColumns(columns).map((column) => {
    const { places, values } = find(raw, column.name, 'categorical');
    const entryOf = entriesOf(column);
    const known = values.map((value) => entryOf.get(value) ?? unseenEntry);
    // Where no training row lacked the value, the entry for missing values has learned nothing.
    const missing = column.hasMissing ? missingEntry : unseenEntry;
    return Int32Array.from(places, (place) => known[place] ?? missing);
  });
  return { count: raw.count, numeric, numericWidth: width, entries };
}

const entries = new WeakMap<CategoricalColumn, ReadonlyMap<string, number>>();

/** Made once for each column: one row of a call is not to pay for thousands of values. */
function entriesOf(column: CategoricalColumn): ReadonlyMap<string, number> {
  const known = entries.get(column);
  if (known !== undefined) return known;
  const made = new Map(column.values.map((value, place) => [value, place + entriesBefore]));
  entries.set(column, made);
  return made;
}

/** Per row the columns with a value that no training row had, or too few, a missing one among them. */
export function findUnseen(raw: RawTable, table: EncodedTable, columns: readonly LearnedColumn[]): string[][] {
  const found = Array.from({ length: raw.count }, (): string[] => []);
  for (const { name, hasMissing } of numericColumns(columns)) {
    if (hasMissing) continue;
    find(raw, name, 'numeric').numbers.forEach((value, row) => {
      if (Number.isNaN(value)) found[row]?.push(name);
    });
  }
  categoricalColumns(columns).forEach(({ name }, index) => {
    table.entries[index]?.forEach((entry, row) => {
      if (entry === unseenEntry) found[row]?.push(name);
    });
  });
  return found;
}

function find<Kind extends RawColumn['kind']>(raw: RawTable, name: string, kind: Kind) {
  const column = raw.columns.get(name);
  if (column?.kind !== kind) throw new RangeError(`the table has no ${kind} column ${name}`);
  return column as Extract<RawColumn, { kind: Kind }>;
}

/** The part of a table that a pass reads. */
export interface TableBatch {
  size: number;
  numeric: Float32Array; // [size, numericWidth]
  entries: Int32Array[]; // per categorical column [size]
}

/** @param unseen in training: the share of values that are taken for unseen ones, and by what chance */
export function takeRows(
  table: EncodedTable,
  chosen: Int32Array,
  unseen?: { rate: number; random: () => number },
): TableBatch {
  const { numericWidth: width } = table;
  const numeric = new Float32Array(chosen.length * width);
  chosen.forEach((row, index) => {
    numeric.set(table.numeric.subarray(row * width, (row + 1) * width), index * width);
  });
  const entries = table.entries.map((all) =>
    chosen.map((row) => {
      const entry = all[row] ?? unseenEntry;
      if (unseen === undefined || unseen.rate === 0 || entry < entriesBefore) return entry;
      return unseen.random() < unseen.rate ? unseenEntry : entry;
    }),
  );
  return { size: chosen.length, numeric, entries };
}
