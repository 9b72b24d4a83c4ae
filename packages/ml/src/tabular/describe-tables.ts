import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import type { RawTable } from './collect-table.ts';
import { categoricalColumns, type EncodedTable, unseenEntry } from './encode-table.ts';

/** What the rows turned out to hold, before anything is trained. */
export interface TableFacts {
  trainRows: number;
  validationRows: number;
  /** What each column but the target turned out to hold, and which are left out and why. */
  columns: LearnedColumn[];
  /** Columns with values that are taken together as one, as they are too rare or too many. */
  folded: { name: string; values: number; rows: number }[];
  /** Columns with values in the validation rows that no training row has, or too few. */
  unseen: { name: string; rows: number }[];
}

interface Tables {
  raw: RawTable;
  train: EncodedTable;
  validation: EncodedTable;
}

export function describeTables(columns: LearnedColumn[], { raw, train, validation }: Tables): TableFacts {
  const known = categoricalColumns(columns);
  const rowsIn = (table: EncodedTable, column: number) =>
    (table.entries[column] ?? new Int32Array()).reduce((rows, entry) => rows + Number(entry === unseenEntry), 0);
  const folded = known.map(({ name, values }, index) => {
    const column = raw.columns.get(name);
    const distinct = column?.kind === 'categorical' ? column.values.length : 0;
    return { name, values: distinct - values.length, rows: rowsIn(train, index) };
  });
  const unseen = known.map(({ name }, index) => ({ name, rows: rowsIn(validation, index) }));
  return {
    trainRows: train.count,
    validationRows: validation.count,
    columns,
    folded: folded.filter(({ values }) => values > 0),
    unseen: unseen.filter(({ rows }) => rows > 0),
  };
}
