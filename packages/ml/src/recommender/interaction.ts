import { AppError } from '@modelmint/domain/errors';
import { growFloat32, growFloat64, growInt32 } from './growing-numbers.ts';

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
  const columns = { user: growInt32(), item: growInt32(), rating: growFloat32(), time: growFloat64() };
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
  const [user, item, rating] = [columns.user.all(), columns.item.all(), columns.rating.all()];
  const kept = keepLast(orderOf(columns.time.all()), { user, item, users: users.ids.length, items: items.ids.length });
  const keptRating = new Float32Array(kept.length);
  for (const [index, row] of kept.entries()) keptRating[index] = rating[row] ?? Number.NaN;
  return {
    users: users.ids,
    items: items.ids,
    user: kept.map((row) => user[row] ?? 0),
    item: kept.map((row) => item[row] ?? 0),
    rating: keptRating,
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
function orderOf(time: Float64Array): Int32Array {
  const without = time.findIndex(Number.isNaN);
  const order = new Int32Array(time.length).map((_, row) => row);
  if (without === -1) {
    const isSorted = time.every((value, row) => row === 0 || value >= (time[row - 1] ?? 0));
    return isSorted ? order : order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
  }
  if (time.every(Number.isNaN)) return order;
  throw rowError(without + 1, 'it has no time and other rows have one; give all of them a time, or none');
}

interface Pairs {
  user: Int32Array;
  item: Int32Array;
  users: number;
  items: number;
}

/** Of rows of the same user and item the last in the order. */
function keepLast(order: Int32Array, { user, item, users, items }: Pairs): Int32Array {
  // The rows of each user side by side, so that one mark for each item is enough.
  const ends = new Int32Array(users);
  for (const one of user) ends[one] = (ends[one] ?? 0) + 1;
  for (let one = 1; one < users; one++) ends[one] = (ends[one] ?? 0) + (ends[one - 1] ?? 0);
  const byUser = new Int32Array(order.length);
  const next = ends.slice();
  for (let place = order.length - 1; place >= 0; place--) {
    const one = user[order[place] ?? 0] ?? 0;
    const at = (next[one] ?? 0) - 1;
    next[one] = at;
    byUser[at] = place;
  }
  const markedBy = new Int32Array(items).fill(-1);
  const isKept = new Uint8Array(order.length);
  for (let at = order.length - 1; at >= 0; at--) {
    const place = byUser[at] ?? 0;
    const row = order[place] ?? 0;
    const [one, thing] = [user[row] ?? 0, item[row] ?? 0];
    if (markedBy[thing] === one) continue;
    markedBy[thing] = one;
    isKept[place] = 1;
  }
  return order.filter((_, place) => isKept[place] === 1);
}

function rowError(row: number, message: string): AppError {
  return new AppError('dataset_invalid', `Interaction ${row}: ${message}.`);
}
