import { AppError } from '@modelmint/domain/errors';

export type EntityId = string | number;

/** A user did something with an item, or rated it. */
export interface Interaction {
  user: EntityId | null;
  item: EntityId | null;
  /** Needed for the objective `squared-error`; of no use to the others. */
  rating?: number | string | null | undefined;
  /** Milliseconds, or any number or text that `Date` reads. Without: the order of the rows. All rows have it, or none. */
  time?: number | string | null | undefined;
}

export type Interactions = Iterable<Interaction> | AsyncIterable<Interaction>;

/** Different pairs of user and item, the oldest first, by places in `users` and `items`. */
export interface InteractionTable {
  users: string[];
  items: string[];
  user: Int32Array; // [rows]
  item: Int32Array; // [rows]
  rating: Float32Array; // [rows], 1 without ratings
  /** Rows that a later one of the same user and item replaced. */
  replaced: number;
}

/** @throws AppError `dataset_invalid` for a row without user or item, without a number as rating, or without a time. */
export async function collectInteractions(
  rows: Interactions,
  { needsRating, signal }: { needsRating: boolean; signal?: AbortSignal | undefined },
): Promise<InteractionTable> {
  const [users, items] = [openIds('user'), openIds('item')];
  const columns = { user: [] as number[], item: [] as number[], rating: [] as number[], time: [] as number[] };
  let count = 0;
  for await (const row of rows) {
    signal?.throwIfAborted();
    count++;
    columns.user.push(users.place(row.user, count));
    columns.item.push(items.place(row.item, count));
    columns.rating.push(needsRating ? readRating(row.rating, count) : 1);
    columns.time.push(readTime(row.time, count));
  }
  if (count === 0) throw new AppError('dataset_invalid', 'There are no interactions: give rows of user and item.');
  const order = orderOf(columns.time);
  const kept = keepLast(order, (row) => (columns.user[row] ?? 0) * items.ids.length + (columns.item[row] ?? 0));
  return {
    users: users.ids,
    items: items.ids,
    user: kept.map((row) => columns.user[row] ?? 0),
    item: kept.map((row) => columns.item[row] ?? 0),
    rating: Float32Array.from(kept, (row) => columns.rating[row] ?? Number.NaN),
    replaced: count - kept.length,
  };
}

function openIds(noun: string) {
  const ids: string[] = [];
  const places = new Map<string, number>();
  return {
    ids,
    place: (id: EntityId | null, row: number): number => {
      const text = typeof id === 'string' || Number.isFinite(id) ? String(id).trim() : '';
      if (text === '') throw rowError(row, `it has no ${noun}; give it a text or a number, or take the row out`);
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, ids.push(text) - 1);
      return ids.length - 1;
    },
  };
}

function readRating(rating: Interaction['rating'], row: number): number {
  const text = rating === null || rating === undefined ? '' : String(rating).trim();
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  const found = text === '' ? 'none' : JSON.stringify(text.slice(0, 60));
  throw rowError(row, `its rating must be a number and is ${found}; correct it, or train without ratings`);
}

/** NaN without a time. */
function readTime(time: Interaction['time'], row: number): number {
  if (time === null || time === undefined || time === '') return Number.NaN;
  const number = Number(time);
  const value = Number.isFinite(number) ? number : Date.parse(String(time));
  if (Number.isFinite(value)) return value;
  const found = JSON.stringify(String(time).slice(0, 60));
  throw rowError(row, `its time must be a number or a date such as 2026-11-25T10:00:00Z and is ${found}`);
}

/** Rows by their times, those of one time as they came. */
function orderOf(time: readonly number[]): Int32Array {
  const without = time.findIndex(Number.isNaN);
  const order = Int32Array.from(time, (_, row) => row);
  if (without === -1) return order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
  if (time.every(Number.isNaN)) return order;
  throw rowError(without + 1, 'it has no time and other rows have one; give all of them a time, or none');
}

function keepLast(order: Int32Array, keyOf: (row: number) => number): Int32Array {
  const last = new Map<number, number>();
  for (const row of order) last.set(keyOf(row), row);
  return order.filter((row) => last.get(keyOf(row)) === row);
}

function rowError(row: number, message: string): AppError {
  return new AppError('dataset_invalid', `Interaction ${row}: ${message}.`);
}
