import type { RatingColumns } from '@modelmint/domain/dataset-rating-columns';
import { IdTable } from './id-table.ts';
import type { FoundRow, RowFacts } from './row-sink.ts';

/** Numbers by place, with room for as many as are met. */
class Column<A extends Uint32Array | Float64Array> {
  values: A;
  readonly #make: new (
    length: number,
  ) => A;

  constructor(make: new (length: number) => A) {
    this.#make = make;
    this.values = new make(1024);
  }

  get(place: number): number {
    return this.values[place] ?? 0;
  }

  set(place: number, value: number): void {
    if (place >= this.values.length) {
      const grown = new this.#make(this.values.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[place] = value;
  }
}

/**
 * What a report says of users and items, as training will count them: of a user and an item the last row counts, and the
 * last item of a user is held out where there are several. In flat arrays: 5 million pairs take 300 MB.
 */
export class RatingFacts implements RowFacts {
  readonly #columns: RatingColumns;
  readonly #pairs = new IdTable();
  readonly #ofPair = { rating: new Column(Float64Array), time: new Column(Float64Array) };
  /** Different items of a user, and the last pair and its item. */
  readonly #ofUser = { items: new Column(Uint32Array), pair: new Column(Uint32Array), item: new Column(Uint32Array) };
  readonly #usersOfItem = new Column(Uint32Array);
  readonly #counts = { rows: 0, users: 0, items: 0, exact: 0, conflicting: 0 };
  #sum = 0;

  constructor(columns: RatingColumns) {
    this.#columns = columns;
  }

  add({ rating: found, line }: FoundRow): void {
    if (found === undefined) return;
    const { user, item, time } = found;
    const rating = found.rating ?? 0;
    const counts = this.#counts;
    counts.rows++;
    counts.users = Math.max(counts.users, user + 1);
    counts.items = Math.max(counts.items, item + 1);
    this.#sum += rating;
    const known = this.#pairs.size;
    const pair = this.#pairs.placeOfPair(user, item);
    const at = time ?? line;
    if (pair === known) {
      this.#ofUser.items.set(user, this.#ofUser.items.get(user) + 1);
      this.#usersOfItem.set(item, this.#usersOfItem.get(item) + 1);
    } else {
      counts[this.#ofPair.rating.get(pair) === rating ? 'exact' : 'conflicting']++;
      if (at < this.#ofPair.time.get(pair)) return;
    }
    this.#ofPair.rating.set(pair, rating);
    this.#ofPair.time.set(pair, at);
    const isFirst = pair === known && this.#ofUser.items.get(user) === 1;
    if (!isFirst && at < this.#ofPair.time.get(this.#ofUser.pair.get(user))) return;
    this.#ofUser.pair.set(user, pair);
    this.#ofUser.item.set(user, item);
  }

  finish(): ReturnType<RowFacts['finish']> {
    const { rows, users, items, exact, conflicting } = this.#counts;
    const hasRating = this.#columns.ratingColumn !== null && rows > 0;
    const { usersWithOne, itemsTrained, range } = this.#splitLast();
    return {
      duplicatesExact: exact,
      duplicatesConflicting: conflicting,
      ratings: {
        ...this.#columns,
        ...{ users, items, itemsTrained, usersWithOne, replaced: exact + conflicting },
        ...(hasRating ? { ...range, mean: this.#sum / rows } : {}),
      },
    };
  }

  #splitLast(): { usersWithOne: number; itemsTrained: number; range: { min?: number; max?: number } } {
    const { users, items } = this.#counts;
    const isHeldOut = new Uint8Array(this.#pairs.size);
    const heldOut = new Uint32Array(items);
    let usersWithOne = 0;
    for (let user = 0; user < users; user++) {
      if (this.#ofUser.items.get(user) === 1) {
        usersWithOne++;
        continue;
      }
      const item = this.#ofUser.item.get(user);
      isHeldOut[this.#ofUser.pair.get(user)] = 1;
      heldOut[item] = (heldOut[item] ?? 0) + 1;
    }
    let itemsTrained = 0;
    for (let item = 0; item < items; item++) if (this.#usersOfItem.get(item) > (heldOut[item] ?? 0)) itemsTrained++;
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let pair = 0; pair < isHeldOut.length; pair++) {
      if (isHeldOut[pair] === 1) continue;
      const rating = this.#ofPair.rating.get(pair);
      min = Math.min(min, rating);
      max = Math.max(max, rating);
    }
    return { usersWithOne, itemsTrained, range: min > max ? {} : { min, max } };
  }
}
