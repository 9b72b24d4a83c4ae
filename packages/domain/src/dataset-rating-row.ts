import { isDecimal } from './dataset-cell.ts';
import type { DatasetLimits } from './dataset-limits.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { RatingColumns } from './dataset-rating-columns.ts';
import { checkCharacters, kindOf } from './dataset-row.ts';

/** A user did something with an item, as it is written to train.jsonl. */
export interface RatingRow {
  user: string;
  item: string;
  rating?: number;
  /** As the file has it: a number, or a text that is a date. */
  time?: number | string;
}

export interface RatingRules {
  columns: RatingColumns;
  limits: Pick<DatasetLimits, 'idCharactersMax'>;
}

/** The cells of the columns that are read. */
export type RatingCells = Readonly<Record<'user' | 'item' | 'rating' | 'time', unknown>>;

const foundCharactersMax = 60;

export function readRatingRow(cells: RatingCells, line: number, rules: RatingRules): RatingRow | DatasetProblem {
  const { userColumn, itemColumn, ratingColumn, timeColumn } = rules.columns;
  const user = readId(cells.user, line, { noun: 'user', column: userColumn, rules });
  if (typeof user !== 'string') return user;
  const item = readId(cells.item, line, { noun: 'item', column: itemColumn, rules });
  if (typeof item !== 'string') return item;
  const row: RatingRow = { user, item };
  if (ratingColumn !== null) {
    const rating = readRating(cells.rating);
    if (rating === null)
      return datasetProblem('rating_not_number', line, { column: ratingColumn, found: shown(cells.rating) });
    row.rating = rating;
  }
  if (timeColumn !== null) {
    const { time } = cells;
    if (isEmptyCell(time)) return datasetProblem('time_missing', line, { column: timeColumn });
    if (Number.isNaN(timeOf(time)))
      return datasetProblem('time_unreadable', line, { column: timeColumn, found: shown(time) });
    row.time = typeof time === 'number' ? time : String(time).trim();
  }
  return row;
}

function readId(
  cell: unknown,
  line: number,
  { noun, column, rules }: { noun: string; column: string; rules: RatingRules },
): string | DatasetProblem {
  if (isEmptyCell(cell)) return datasetProblem('id_missing', line, { noun, column });
  if (typeof cell !== 'string' && !Number.isFinite(cell))
    return datasetProblem('id_not_scalar', line, { noun, column, kind: shown(cell) });
  const id = String(cell).trim();
  const { idCharactersMax: lengthMax } = rules.limits;
  if (id.length > lengthMax) return datasetProblem('id_too_long', line, { noun, column, length: id.length, lengthMax });
  return checkCharacters(id, line) ?? id;
}

/** Such as 4.5; null for all else, and for what is too large to compute with. */
function readRating(cell: unknown): number | null {
  const text = typeof cell === 'string' ? cell.trim() : cell;
  const value = typeof text === 'string' && isDecimal(text) ? Number(text) : text;
  return typeof value === 'number' && Math.abs(value) <= 1e15 ? value : null;
}

/** Milliseconds or any other number, or what a date says; NaN where it says none. */
export function timeOf(time: unknown): number {
  if (typeof time === 'number') return Number.isFinite(time) ? time : Number.NaN;
  if (typeof time !== 'string') return Number.NaN;
  const text = time.trim();
  const number = Number(text);
  return Number.isFinite(number) ? number : Date.parse(text);
}

export function isEmptyCell(cell: unknown): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

function shown(cell: unknown): string {
  if (isEmptyCell(cell)) return 'missing';
  if (typeof cell === 'string') return JSON.stringify(cell.trim().slice(0, foundCharactersMax));
  return typeof cell === 'object' ? kindOf(cell) : String(cell);
}
