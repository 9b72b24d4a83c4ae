import { listColumns } from '@modelmint/domain/dataset-columns';
import { type CellReader, openCellReader } from './read-cell.ts';
import { type Cell, type RowPlace, type RowSource, rowError, type TableRow, type TableRows } from './table-row.ts';

/** The cells of a column: numbers with NaN where one is missing, or places of texts with −1 where one is missing. */
export type RawColumn =
  | { kind: 'numeric'; numbers: number[] }
  | { kind: 'categorical'; places: number[]; values: string[] };

export interface RawTable {
  count: number;
  columns: ReadonlyMap<string, RawColumn>;
}

export interface TableToRead {
  /** What is read; every row must have these, if only with null. */
  columns: readonly { name: string; kind: 'numeric' | 'categorical' }[];
  /** What a row may have beside them. */
  others: readonly string[];
  missingWords: readonly string[];
  source: RowSource;
}

export interface TableCollector {
  add(row: TableRow): void;
  finish(): RawTable;
}

export async function collectTable(rows: TableRows, table: TableToRead, signal?: AbortSignal): Promise<RawTable> {
  const collector = openTableCollector(table);
  for await (const row of rows) {
    signal?.throwIfAborted();
    collector.add(row);
  }
  return collector.finish();
}

/** Takes rows into columns. `add` throws an AppError for a row that lacks a column, has an unknown one, or a bad cell. */
export function openTableCollector({ columns, others, missingWords, source }: TableToRead): TableCollector {
  const reader = openCellReader(missingWords);
  const taken = new Map(columns.map(({ name, kind }) => [name, openColumn(kind, reader)]));
  const known = new Set([...taken.keys(), ...others]);
  let count = 0;
  return {
    add: (row) => {
      const place = { source, row: count + 1 };
      checkNames(row, place, { needed: taken, known });
      for (const [name, column] of taken) column.add(row[name], place, name);
      count++;
    },
    finish: () => ({ count, columns: new Map([...taken].map(([name, { raw }]) => [name, raw])) }),
  };
}

interface Names {
  needed: ReadonlyMap<string, unknown>;
  known: ReadonlySet<string>;
}

function checkNames(row: TableRow, place: RowPlace, { needed, known }: Names): void {
  if (typeof row !== 'object' || row === null)
    throw rowError(place, 'it is no object; give its values by the names of their columns.');
  for (const name of needed.keys())
    if (!Object.hasOwn(row, name))
      throw rowError(place, `it lacks the column "${name}"; give null where its value is not known.`, name);
  const unknown = Object.keys(row).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const mend = place.source.startsWith('given') ? 'leave it out' : 'give it a role, if only ignored';
  throw rowError(
    place,
    `nothing is known of the column ${listColumns(unknown)}; ${mend}. The columns are ${listColumns([...known])}.`,
    unknown[0],
  );
}

interface OpenColumn {
  raw: RawColumn;
  add(cell: Cell, place: RowPlace, name: string): void;
}

function openColumn(kind: 'numeric' | 'categorical', reader: CellReader): OpenColumn {
  if (kind === 'numeric') {
    const numbers: number[] = [];
    const add = (cell: Cell, place: RowPlace, name: string) => void numbers.push(reader.readNumber(cell, place, name));
    return { raw: { kind, numbers }, add };
  }
  const [places, values]: [number[], string[]] = [[], []];
  const placeOf = new Map<string, number>();
  const add = (cell: Cell, place: RowPlace, name: string) => {
    const text = reader.readText(cell, place, name);
    if (text !== undefined && !placeOf.has(text)) placeOf.set(text, values.push(text) - 1);
    places.push(text === undefined ? -1 : (placeOf.get(text) ?? -1));
  };
  return { raw: { kind, places, values }, add };
}
