import { type EncodedRows, lengthOf } from './encoded-rows.ts';
import { paddingId } from './vocabulary.ts';

/** Some rows side by side, time first, padded at the end to the longest. */
export interface Batch {
  time: number;
  size: number;
  forward: Int32Array; // [time, size]
  /** The words of each row from its last to its first, padding still at the end. */
  backward: Int32Array; // [time, size]
  lengths: Int32Array; // [size]
  labels: Int32Array; // [size]
  /** Words without padding. */
  tokens: number;
}

export function makeBatch(rows: EncodedRows, chosen: Int32Array): Batch {
  const size = chosen.length;
  const lengths = Int32Array.from(chosen, (row) => lengthOf(rows, row));
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 1);
  const forward = new Int32Array(time * size).fill(paddingId);
  const backward = new Int32Array(time * size).fill(paddingId);
  chosen.forEach((row, column) => {
    const start = rows.starts[row] ?? 0;
    const length = lengths[column] ?? 0;
    for (let t = 0; t < length; t++) {
      const id = rows.tokens[start + t] ?? paddingId;
      forward[t * size + column] = id;
      backward[(length - 1 - t) * size + column] = id;
    }
  });
  return {
    time,
    size,
    forward,
    backward,
    lengths,
    labels: Int32Array.from(chosen, (row) => rows.labels[row] ?? 0),
    tokens: lengths.reduce((sum, length) => sum + length, 0),
  };
}
