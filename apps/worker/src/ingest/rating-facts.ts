import type { RatingColumns } from '@modelmint/domain/dataset-rating-columns';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { FoundRow, RatedPair, RowFacts } from './row-sink.ts';

/** The smallest, largest and mean of some numbers. */
class Range {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  #sum = 0;
  #count = 0;

  add(value: number): void {
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.#sum += value;
    this.#count++;
  }

  get mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count;
  }
}

/**
 * What a report says of users and items. The last row of a user is known to be it when the file ends: a row that was
 * followed by one with another item is trained on.
 */
export class RatingFacts implements RowFacts {
  readonly #columns: RatingColumns;
  /** By the place of the user: different items, the last item, its rating and its time. */
  #items = new Uint32Array(1024);
  #lastItem = new Uint32Array(1024);
  #lastRating = new Float64Array(1024);
  #lastTime = new Float64Array(1024);
  /** By the place of the item: different users. */
  #users = new Uint32Array(1024);
  readonly #counts = { users: 0, items: 0, replaced: 0 };
  readonly #trained = new Range();
  readonly #all = new Range();

  constructor(columns: RatingColumns) {
    this.#columns = columns;
  }

  add({ rating: pair, line }: FoundRow, isNew: boolean): void {
    if (pair === undefined) return;
    const { user, item, rating } = pair;
    this.#makeRoom(user, item);
    this.#counts.users = Math.max(this.#counts.users, user + 1);
    this.#counts.items = Math.max(this.#counts.items, item + 1);
    if (rating !== null) this.#all.add(rating);
    if (!isNew) this.#counts.replaced++;
    else this.#users[item] = (this.#users[item] ?? 0) + 1;
    this.#countLast(pair, isNew, pair.time ?? line);
  }

  #countLast({ user, item, rating }: RatedPair, isNew: boolean, time: number): void {
    const isFirst = this.#items[user] === 0;
    if (isNew) this.#items[user] = (this.#items[user] ?? 0) + 1;
    if (!isFirst && time < (this.#lastTime[user] ?? 0)) {
      if (rating !== null) this.#trained.add(rating);
      return;
    }
    if (!isFirst && rating !== null && this.#lastItem[user] !== item) this.#trained.add(this.#lastRating[user] ?? 0);
    this.#lastItem[user] = item;
    this.#lastRating[user] = rating ?? 0;
    this.#lastTime[user] = time;
  }

  #makeRoom(user: number, item: number): void {
    if (user >= this.#items.length) {
      this.#items = twice(this.#items, Uint32Array);
      this.#lastItem = twice(this.#lastItem, Uint32Array);
      this.#lastRating = twice(this.#lastRating, Float64Array);
      this.#lastTime = twice(this.#lastTime, Float64Array);
    }
    if (item >= this.#users.length) this.#users = twice(this.#users, Uint32Array);
  }

  finish(): Pick<DatasetReport, 'ratings'> {
    const { users, items, replaced } = this.#counts;
    const heldOut = new Uint32Array(items);
    let usersWithOne = 0;
    for (let user = 0; user < users; user++) {
      const last = this.#lastItem[user] ?? 0;
      if (this.#items[user] === 1) {
        usersWithOne++;
        if (this.#columns.ratingColumn !== null) this.#trained.add(this.#lastRating[user] ?? 0);
      } else heldOut[last] = (heldOut[last] ?? 0) + 1;
    }
    let itemsTrained = 0;
    for (let item = 0; item < items; item++) if ((this.#users[item] ?? 0) > (heldOut[item] ?? 0)) itemsTrained++;
    const { min, max } = this.#trained;
    const { mean } = this.#all;
    return {
      ratings: {
        ...this.#columns,
        ...{ users, items, itemsTrained, usersWithOne, replaced },
        ...(mean === null ? {} : { mean, ...(min > max ? {} : { min, max }) }),
      },
    };
  }
}

function twice<A extends Uint32Array | Float64Array>(old: A, make: new (length: number) => A): A {
  const grown = new make(old.length * 2);
  grown.set(old);
  return grown;
}
