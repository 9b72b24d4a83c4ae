import type { Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { disposeCache, joinKvRows, type KvRows, takeKvRows } from './kv-rows.ts';

/** What the cache must do on every engine. */
export function testKvRows(open: () => Promise<Engine>): void {
  /** Two layers of two heads of size 2; a token's keys and values tell its row and column. */
  async function rowsOf(lengths: number[], first: number): Promise<KvRows> {
    const { tf } = await open();
    const width = Math.max(...lengths);
    const values = lengths.flatMap((length, row) =>
      [0, 1].flatMap((head) =>
        Array.from({ length: width }, (_, column) => column - (width - length)).flatMap((position) =>
          position < 0 ? [-1, -1] : [first + row, position + head / 10],
        ),
      ),
    );
    const tensor = () => tf.tensor4d(values, [lengths.length, 2, width, 2]);
    return { cache: [0, 1].map(() => ({ key: tensor(), value: tensor() })), width, lengths };
  }

  const tokensOf = (x: Tensor4D, lengths: readonly number[]) =>
    (x.arraySync() as number[][][][]).map((heads, row) =>
      heads[0]?.slice(-(lengths[row] as number)).map(([a, b]) => [a, b]),
    );

  it('joins rows of other lengths and takes some again, each with all of its tokens', async () => {
    const { tf } = await open();
    const start = tf.memory().numTensors;
    const [a, b] = [await rowsOf([2, 4], 10), await rowsOf([3], 20)];
    const joined = joinKvRows(tf, a, b);
    expect([joined.width, joined.lengths]).toEqual([4, [2, 4, 3]]);
    const taken = takeKvRows(tf, joined, [2, 0, 0]);
    expect([taken.width, taken.lengths]).toEqual([3, [3, 2, 2]]);
    for (const { key, value } of taken.cache) {
      expect(key.shape).toEqual([3, 2, 3, 2]);
      for (const x of [key, value])
        expect(tokensOf(x, taken.lengths)).toEqual([
          [0, 1, 2].map((position) => [20, position]),
          [0, 1].map((position) => [10, position]),
          [0, 1].map((position) => [10, position]),
        ]);
    }
    const wide = takeKvRows(tf, joined, [0], 4);
    expect(wide.width).toBe(4);
    for (const { cache } of [a, b, joined, taken, wide]) disposeCache(tf, cache);
    expect(tf.memory().numTensors).toBe(start);
  });
}
