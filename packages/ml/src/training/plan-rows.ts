import { seededRandom, shuffle } from '../random/seeded-random.ts';
import { type ExampleSet, lengthOf } from './example-set.ts';

const orderStream = 11;

export interface EpochOptions {
  /** Examples per optimizer step. */
  batchSize: number;
  seed: number;
  /** Counted from 0. */
  epoch: number;
}

export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

/** The examples of each step of an epoch, in an order that depends on nothing but seed and epoch: a resumed run has the same. */
export function planEpoch(count: number, { batchSize, seed, epoch }: EpochOptions): Int32Array[] {
  const order = shuffle(
    Int32Array.from({ length: count }, (_, example) => example),
    seededRandom(seed, orderStream, epoch),
  );
  return cut(order, batchSize);
}

/** Every example once, of like length together. */
export function planEvaluation(set: ExampleSet, batchSize: number): Int32Array[] {
  const order = Int32Array.from({ length: set.count }, (_, example) => example);
  return cut(sortByLength(set, order), batchSize);
}

export interface RowPlanOptions {
  /** Several examples may share a row, one after another. */
  isPacked: boolean;
  /** Tokens of a packed row; a longer example has a row of its own. */
  rowTokensMax: number;
  /** Rows per forward pass. */
  microBatchRows: number;
}

/**
 * Lays the examples of one step into rows and the rows into micro-batches. Packing puts the longest example into the first
 * row with room (first fit, decreasing), so that at most a few rows are not full.
 *
 * @returns micro-batches of rows of examples
 */
export function planRows(set: ExampleSet, chosen: Int32Array, options: RowPlanOptions): number[][][] {
  const ordered = sortByLength(set, chosen.slice()).reverse();
  const rows: { examples: number[]; room: number }[] = [];
  for (const example of ordered) {
    const length = lengthOf(set, example);
    const row = options.isPacked ? rows.find(({ room }) => room >= length) : undefined;
    if (row === undefined) rows.push({ examples: [example], room: options.rowTokensMax - length });
    else {
      row.examples.push(example);
      row.room -= length;
    }
  }
  const batches: number[][][] = [];
  for (let start = 0; start < rows.length; start += options.microBatchRows)
    batches.push(rows.slice(start, start + options.microBatchRows).map(({ examples }) => examples));
  return batches;
}

/** Sorts in place, shortest first; equals by their number, so that the order is one. */
function sortByLength(set: ExampleSet, order: Int32Array): Int32Array {
  return order.sort((a, b) => lengthOf(set, a) - lengthOf(set, b) || a - b);
}

function cut(order: Int32Array, size: number): Int32Array[] {
  const parts: Int32Array[] = [];
  for (let start = 0; start < order.length; start += size) parts.push(order.subarray(start, start + size));
  return parts;
}
