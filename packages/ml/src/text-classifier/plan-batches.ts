import { seededRandom, shuffle } from '../random/seeded-random.ts';
import { type EncodedRows, lengthOf } from './encoded-rows.ts';

/** Rows of like length share a batch, so that little is padding; they are sorted within pools of this many batches. */
const poolBatches = 50;
const epochStream = 1;

export interface BatchPlanOptions {
  batchSize: number;
  seed: number;
  /** Counted from 0. */
  epoch: number;
}

export function batchCount(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}

/** Every row once, in an order that depends on nothing but seed and epoch: a resumed run plans the same. */
export function planTrainingBatches(rows: EncodedRows, { batchSize, seed, epoch }: BatchPlanOptions): Int32Array[] {
  const random = seededRandom(seed, epochStream, epoch);
  const order = shuffle(
    Int32Array.from({ length: rows.count }, (_, row) => row),
    random,
  );
  const batches: Int32Array[] = [];
  const poolSize = batchSize * poolBatches;
  for (let start = 0; start < order.length; start += poolSize)
    batches.push(...cut(sortByLength(rows, order.slice(start, start + poolSize)), batchSize));
  const places = shuffle(
    Int32Array.from({ length: batches.length }, (_, place) => place),
    random,
  );
  return Array.from(places, (place) => batches[place] as Int32Array);
}

/** Every row once, shortest first. */
export function planEvaluationBatches(rows: EncodedRows, batchSize: number): Int32Array[] {
  return cut(
    sortByLength(
      rows,
      Int32Array.from({ length: rows.count }, (_, row) => row),
    ),
    batchSize,
  );
}

/** Sorts in place; rows of one length keep their order. */
function sortByLength(rows: EncodedRows, order: Int32Array): Int32Array {
  return order.sort((a, b) => lengthOf(rows, a) - lengthOf(rows, b));
}

function cut(order: Int32Array, size: number): Int32Array[] {
  const parts: Int32Array[] = [];
  for (let start = 0; start < order.length; start += size) parts.push(order.subarray(start, start + size));
  return parts;
}
