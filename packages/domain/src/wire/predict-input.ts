import { z } from 'zod';
import type { TableCell } from '../serving-contract.ts';

export type TableRow = Record<string, TableCell>;
/** One row, or a list of them: cells by the names of their columns. */
export type PredictInput = TableRow | TableRow[];

const rowsMax = 1_024;
const rowCellsMax = 1_000;
/** Of all rows. */
const cellsMax = 100_000;
const cellCharactersMax = 50_000;
const nameCharactersMax = 200;

/** By hand, and up to the first fault only: schemas of a hundred thousand cells would hold up all other calls. */
export const PredictInput = z.custom<PredictInput>().superRefine((input: unknown, context) => {
  if (input === undefined) {
    const message = 'expected a row, received undefined';
    context.addIssue({ code: 'invalid_type', expected: 'record', input, message });
    return;
  }
  const fault = Array.isArray(input) ? findInList(input) : findInRow(input);
  if (fault !== null) context.addIssue({ code: 'custom', ...fault });
});

interface Fault {
  path: (string | number)[];
  message: string;
}

const at = (path: Fault['path'], message: string): Fault => ({ path, message });

function findInList(rows: readonly unknown[]): Fault | null {
  if (rows.length === 0) return at([], 'the list has no rows');
  if (rows.length > rowsMax) return at([], `a call has at most ${rowsMax} rows`);
  let cells = 0;
  for (const [index, row] of rows.entries()) {
    const fault = findInRow(row);
    if (fault !== null) return at([index, ...fault.path], fault.message);
    cells += Object.keys(row as TableRow).length;
    if (cells > cellsMax) return at([], `the rows of a call have at most ${cellsMax} cells in all; send fewer at once`);
  }
  return null;
}

function findInRow(row: unknown): Fault | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return at([], 'a row is an object with its cells by the names of their columns');
  const cells = Object.entries(row);
  if (cells.length === 0) return at([], 'the row is empty');
  if (cells.length > rowCellsMax) return at([], `a row has at most ${rowCellsMax} cells`);
  for (const [name, cell] of cells) {
    if (name.length > nameCharactersMax)
      return at([], `the name of a column has at most ${nameCharactersMax} characters`);
    const message = findInCell(cell);
    if (message !== null) return at([name], message);
  }
  return null;
}

function findInCell(cell: unknown): string | null {
  if (typeof cell === 'string')
    return cell.length <= cellCharactersMax ? null : `a cell has at most ${cellCharactersMax} characters`;
  // JSON reads 1e999 as no finite number.
  if (cell === null || typeof cell === 'boolean' || Number.isFinite(cell)) return null;
  return 'a cell is a text, a number, true, false or null';
}
