import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { readValues } from '../engine/read-values.ts';
import { takeRows } from '../tabular/encode-table.ts';
import type { Entities } from './entity-features.ts';
import type { RecommenderNetwork, SideBatch } from './open-recommender-network.ts';

/** Vectors of all users and items, each with its bias as its last number, outside the engine. */
export interface Vectors {
  factors: number;
  users: Float32Array; // [users, factors + 1]
  items: Float32Array; // [items, factors + 1]
}

/** Users or items of one pass; more take turns, so that memory stays flat. */
const passRows = 4096;

export interface VectorOptions {
  network: RecommenderNetwork;
  parameter: (name: string) => Tensor;
  users: Entities;
  items: Entities;
  factors: number;
}

/** Blocks the event loop meanwhile. */
export function computeVectors(engine: Engine, options: VectorOptions): Vectors {
  const { network, parameter, factors } = options;
  const width = factors + 1;
  const of = (side: 'user' | 'item', entities: Entities) => {
    const all = new Float32Array(entities.ids.length * width);
    for (let start = 0; start < entities.ids.length; start += passRows) {
      const places = Int32Array.from({ length: Math.min(passRows, entities.ids.length - start) }, (_, i) => start + i);
      const batch = makeSide(entities, places);
      const part = readValues(
        engine.tf,
        () => network.runSide({ engine, parameter, training: undefined }, side, { batch, penalty: 0 }).vectors,
      );
      all.set(part, start * width);
    }
    return all;
  };
  return { factors, users: of('user', options.users), items: of('item', options.items) };
}

type Side = Pick<Entities, 'trained' | 'bias' | 'features'>;

/** @param isHidden whether the id of a row is to be hidden; without it all are shown that have learned something */
export function makeSide({ trained, bias, features }: Side, places: Int32Array, isHidden?: () => boolean): SideBatch {
  const shown = Float32Array.from(places, (place) => {
    const hides = features !== undefined && isHidden?.() === true;
    return place < trained && !hides ? 1 : 0;
  });
  return {
    places: places.map((place) => (place < trained ? place : 0)),
    shown,
    bias: shown.map((isShown, index) => (isShown === 1 ? (bias[places[index] ?? -1] ?? 0) : 0)),
    table: features && takeRows(features.table, places),
  };
}

/** p · q + b_u + b_i of two rows of vectors. */
export function scoreVectors(user: Float32Array, item: Float32Array, factors: number): number {
  let score = (user[factors] ?? Number.NaN) + (item[factors] ?? Number.NaN);
  for (let k = 0; k < factors; k++) score += (user[k] ?? Number.NaN) * (item[k] ?? Number.NaN);
  return score;
}

/** Scores of a user for all items, in their order. */
export function scoreItems(user: Float32Array, vectors: Vectors): Float64Array {
  const scores = new Float64Array(vectors.items.length / (vectors.factors + 1));
  scoreRange(user, vectors, { from: 0, scores });
  return scores;
}

/**
 * Scores of a user for the items from `from` on, as many as `scores` has room for, each as `scoreVectors` gives it. Four
 * items at a time, as a sum waits for the one before: this is most of what an evaluation and an answer take.
 */
export function scoreRange(
  user: Float32Array,
  { items, factors }: Vectors,
  { from, scores }: { from: number; scores: Float64Array },
): void {
  const width = factors + 1;
  const own = user[factors] ?? Number.NaN;
  const count = scores.length;
  let item = 0;
  for (; item + 4 <= count; item += 4) {
    const at = (from + item) * width;
    const [second, third, fourth] = [at + width, at + 2 * width, at + 3 * width];
    let a = own + (items[at + factors] ?? Number.NaN);
    let b = own + (items[second + factors] ?? Number.NaN);
    let c = own + (items[third + factors] ?? Number.NaN);
    let d = own + (items[fourth + factors] ?? Number.NaN);
    for (let k = 0; k < factors; k++) {
      const value = user[k] ?? Number.NaN;
      a += value * (items[at + k] ?? Number.NaN);
      b += value * (items[second + k] ?? Number.NaN);
      c += value * (items[third + k] ?? Number.NaN);
      d += value * (items[fourth + k] ?? Number.NaN);
    }
    scores[item] = a;
    scores[item + 1] = b;
    scores[item + 2] = c;
    scores[item + 3] = d;
  }
  for (; item < count; item++) scores[item] = scoreVectors(user, vectorAt(items, from + item, factors), factors);
}

export function vectorAt(vectors: Float32Array, place: number, factors: number): Float32Array {
  return vectors.subarray(place * (factors + 1), (place + 1) * (factors + 1));
}

/** Of the first `count` rows: stands in for an item of which nothing is known. */
export function meanVector(vectors: Float32Array, count: number, factors: number): Float32Array {
  const mean = new Float64Array(factors + 1);
  for (let place = 0; place < count; place++)
    vectorAt(vectors, place, factors).forEach((value, k) => {
      mean[k] = (mean[k] ?? 0) + value / count;
    });
  return Float32Array.from(mean);
}
