import { numberOfCell, textOfCell } from './dataset-cell.ts';
import type { DatasetReport } from './dataset-report.ts';
import type { ColumnRole } from './tabular-spec.ts';

type ReportedColumn = NonNullable<DatasetReport['table']>['columns'][number];

export interface GuessedRole {
  role: ColumnRole;
  ignoredBecause?: NonNullable<ReportedColumn['ignoredBecause']>;
}

/** So many rows are looked at to tell the roles of columns. */
export const sampleRowsMax = 1_000;
/** A few words among numbers are mistakes in their rows; more of them, and the column is none of numbers. */
const numbersShareMin = 0.95;
/** Texts of which so many are different name or describe their rows; nothing can be learned from them as they are. */
const differentShareMin = 0.9;
/** Fewer values prove nothing. */
const differentMin = 20;
/** Whole numbers of at most so many kinds are labels. */
const labelKindsMax = 20;

const idNames = new Set(['id', 'uuid', 'guid', 'index', 'row', 'rowid', 'rownumber', 'key', 'unnamed: 0']);
const idEnd = /(?:^|[\s_.-])(?:id|uuid|guid)$|[a-z](?:Id|ID)$|^column_\d+$/;

/** What a column is to a model, by its name and the cells of the first rows. */
export function guessRole(name: string, cells: readonly unknown[]): GuessedRole {
  const texts = cells.map((cell) => (isScalar(cell) ? textOfCell(cell) : ''));
  const known = texts.filter((text) => text !== null);
  if (known.length === 0) return { role: 'ignored', ignoredBecause: 'empty' };
  const distinct = new Set(known).size;
  if (isNumeric(cells)) {
    const isId = isNamedAsId(name) && distinct === known.length && known.length > 1;
    return isId ? { role: 'ignored', ignoredBecause: 'different' } : { role: 'numeric' };
  }
  const isDifferent = known.length >= differentMin && distinct >= known.length * differentShareMin;
  return isDifferent ? { role: 'ignored', ignoredBecause: 'different' } : { role: 'categorical' };
}

/** Whether a target holds labels or values: whole numbers of a few kinds that repeat are labels. */
export function guessTargetKind(cells: readonly unknown[]): 'label' | 'value' {
  if (!isNumeric(cells)) return 'label';
  const numbers = cells.map(numberOfCell).filter((value) => value !== null && !Number.isNaN(value));
  const kinds = new Set(numbers).size;
  const isWhole = numbers.every(Number.isInteger);
  return isWhole && kinds <= labelKindsMax && kinds * 2 <= numbers.length ? 'label' : 'value';
}

function isNumeric(cells: readonly unknown[]): boolean {
  let [numbers, known] = [0, 0];
  for (const cell of cells) {
    const value = isScalar(cell) ? numberOfCell(cell) : Number.NaN;
    if (value === null) continue;
    known++;
    if (!Number.isNaN(value)) numbers++;
  }
  return known > 0 && numbers >= known * numbersShareMin;
}

function isNamedAsId(name: string): boolean {
  return idNames.has(name.trim().toLowerCase()) || idEnd.test(name.trim());
}

function isScalar(cell: unknown): boolean {
  return typeof cell !== 'object' || cell === null;
}
