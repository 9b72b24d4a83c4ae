import type { TableCell } from '@modelmint/domain/serving-contract';
import { z } from 'zod';

export const rowsMax = 1_024;
const cellsMax = 1_000;
const cellCharactersMax = 50_000;
const nameCharactersMax = 200;

const cell = z
  .custom<TableCell>(
    (value) =>
      value === null ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      (typeof value === 'number' && Number.isFinite(value)),
    'a cell is a text, a number, true, false or null',
  )
  .refine(
    (value) => typeof value !== 'string' || value.length <= cellCharactersMax,
    `a cell has at most ${cellCharactersMax} characters`,
  );

/** Cells by the names of their columns. */
export const TableRow = z
  .record(z.string(), cell, 'a row is an object: its cells by the names of their columns')
  .refine((row) => Object.keys(row).length > 0, 'the row is empty')
  .refine((row) => Object.keys(row).length <= cellsMax, `a row has at most ${cellsMax} cells`)
  .refine(
    (row) => Object.keys(row).every((name) => name.length <= nameCharactersMax),
    `the name of a column has at most ${nameCharactersMax} characters`,
  );
export type TableRow = z.output<typeof TableRow>;

/** One row, or a list of them. */
export const PredictInput = z.union([TableRow, z.array(TableRow).min(1).max(rowsMax)]);
export type PredictInput = z.output<typeof PredictInput>;
