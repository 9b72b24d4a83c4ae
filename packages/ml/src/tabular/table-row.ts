import { AppError } from '@modelmint/domain/errors';

export type Cell = string | number | boolean | null | undefined;

/** One row of a table by the names of its columns. */
export type TableRow = Readonly<Record<string, Cell>>;

export type TableRows = Iterable<TableRow> | AsyncIterable<TableRow>;

/** Whose row it is, for messages: a split of the data, or something of a call. */
export type RowSource =
  | 'training'
  | 'validation'
  | 'user features'
  | 'item features'
  | 'given'
  | 'given user features'
  | 'given item features';

export interface RowPlace {
  source: RowSource;
  /** Counted from 1. */
  row: number;
}

/** The error of one row: of the data set, or of a call, which then names the place of the fault as a parameter. */
export function rowError({ source, row }: RowPlace, message: string, column?: string): AppError {
  if (!source.startsWith('given')) return new AppError('dataset_invalid', `${upper(source)} row ${row}: ${message}`);
  const isRow = source === 'given';
  const name = source === 'given user features' ? 'userFeatures' : 'itemFeatures';
  const param = `${isRow ? `rows[${row - 1}]` : name}${column === undefined ? '' : `.${column}`}`;
  return new AppError('invalid_value', `${isRow ? `Row ${row}` : upper(source)}: ${message}`, { param });
}

const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
