import { listColumns } from './dataset-columns.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import { findColumn, plainName } from './find-column.ts';

export interface RatingColumns {
  userColumn: string;
  itemColumn: string;
  /** null: none is read. */
  ratingColumn: string | null;
  timeColumn: string | null;
}

const withIds = (names: string) => new Set(names.split(' ').flatMap((name) => [name, `${name}id`]));
const userNames = withIds('user customer client member visitor buyer reviewer reader viewer listener shopper').add(
  'uid',
);
const itemNames = withIds(
  'item product movie film book song track artist album article game video show anime recipe course restaurant business listing joke',
);
for (const name of ['isbn', 'sku', 'asin']) itemNames.add(name);
// The first that a file has is taken.
const ratingNames = 'rating ratings stars starrating score overall grade reviewscore'.split(' ');
const timeNames = 'timestamp time datetime date createdat ratedat eventtime unixreviewtime unixtime ts'.split(' ');

/** Users and items by their names alone; null where they are not clear. */
export function guessRatingColumns(columns: readonly string[]): RatingColumns | null {
  const userColumn = guessId(columns, userNames);
  const itemColumn = guessId(columns, itemNames);
  if (userColumn === undefined || itemColumn === undefined) return null;
  return {
    userColumn,
    itemColumn,
    ratingColumn: guessFirst(columns, ratingNames),
    timeColumn: guessFirst(columns, timeNames),
  };
}

/** Of `movie_id` and `movie` the first is meant; of two others neither. */
function guessId(columns: readonly string[], names: ReadonlySet<string>): string | undefined {
  const found = columns.filter((column) => names.has(plainName(column)));
  if (found.length === 1) return found[0];
  const ids = found.filter((column) => plainName(column).endsWith('id'));
  return ids.length === 1 ? ids[0] : undefined;
}

function guessFirst(columns: readonly string[], names: readonly string[]): string | null {
  for (const name of names) {
    const found = columns.find((column) => plainName(column) === name);
    if (found !== undefined) return found;
  }
  return null;
}

/** The columns to read, as the file spells them: those asked for, else those with a usual name. */
export function chooseRatingColumns(
  columns: readonly string[],
  spec: DatasetSpec,
  line: number,
): RatingColumns | DatasetProblem {
  const found = listColumns(columns);
  const asked = [spec.userColumn, spec.itemColumn, spec.ratingColumn, spec.timeColumn];
  for (const column of asked) {
    if (typeof column === 'string' && findColumn(columns, column) === undefined)
      return datasetProblem('column_missing', line, { column, columns: found });
  }
  const taken = new Set(asked.flatMap((column) => (typeof column === 'string' ? [findColumn(columns, column)] : [])));
  const free = columns.filter((column) => !taken.has(column));
  const userColumn = spec.userColumn === undefined ? guessId(free, userNames) : findColumn(columns, spec.userColumn);
  const itemColumn = spec.itemColumn === undefined ? guessId(free, itemNames) : findColumn(columns, spec.itemColumn);
  if (userColumn === undefined || itemColumn === undefined)
    return datasetProblem('user_item_unclear', line, { columns: found });
  const optional = (name: string | null | undefined, usual: readonly string[]): string | null =>
    name === undefined ? guessFirst(free, usual) : name === null ? null : (findColumn(columns, name) ?? null);
  const chosen = {
    userColumn,
    itemColumn,
    ratingColumn: optional(spec.ratingColumn, ratingNames),
    timeColumn: optional(spec.timeColumn, timeNames),
  };
  return findShared(chosen, line) ?? chosen;
}

function findShared({ userColumn, itemColumn, ratingColumn, timeColumn }: RatingColumns, line: number) {
  const uses = new Map<string, string>();
  const named: [string | null, string][] = [
    [userColumn, 'the user'],
    [itemColumn, 'the item'],
    [ratingColumn, 'the rating'],
    [timeColumn, 'the time'],
  ];
  for (const [column, second] of named) {
    if (column === null) continue;
    const first = uses.get(column);
    if (first !== undefined) return datasetProblem('column_for_two', line, { column, first, second });
    uses.set(column, second);
  }
  return null;
}
