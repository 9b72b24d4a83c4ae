import { seededRandom, shuffle } from '../random/seeded-random.ts';

const orderStream = 2;

export interface RowPlan {
  stepsPerEpoch: number;
  /** The rows of a step, counted from 1. Every row once an epoch, in an order of seed and epoch. */
  rowsOf(step: number): Int32Array;
}

/** Steps of nearly equal size, at most `batchSize`: a batch of one row would have no statistics. */
export function planRows(rows: number, { batchSize, seed }: { batchSize: number; seed: number }): RowPlan {
  const stepsPerEpoch = Math.ceil(rows / batchSize);
  let [order, planned] = [new Int32Array(), -1];
  return {
    stepsPerEpoch,
    rowsOf: (step) => {
      const epoch = Math.floor((step - 1) / stepsPerEpoch);
      if (epoch !== planned) {
        const all = Int32Array.from({ length: rows }, (_, row) => row);
        order = shuffle(all, seededRandom(seed, orderStream, epoch)) as Int32Array<ArrayBuffer>;
        planned = epoch;
      }
      const place = (step - 1) % stepsPerEpoch;
      const at = (part: number) => Math.floor((rows * part) / stepsPerEpoch);
      return order.subarray(at(place), at(place + 1));
    },
  };
}
