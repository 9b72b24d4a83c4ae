import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { KvCache } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';

/** Keys and values of several texts in one cache. Each text ends at the last column; before its first is padding. */
export interface KvRows {
  cache: KvCache; // [rows, kvHeads, width, headDim] each
  width: number;
  /** Columns of each row that are tokens. */
  lengths: readonly number[];
}

/**
 * The rows named, in that order; a row may be named several times. The caller owns both.
 *
 * @param keptWidth columns to keep, the last ones; without it those that are not padding in all of the rows
 */
export function takeKvRows(tf: TensorFlow, rows: KvRows, chosen: readonly number[], keptWidth?: number): KvRows {
  const lengths = chosen.map((row) => rows.lengths[row] as number);
  const width = keptWidth ?? Math.max(...lengths);
  const indices = [...chosen];
  const take = (x: Tensor4D) =>
    tf.tidy(() => {
      const [, heads, columns, size] = x.shape;
      const trimmed = tf.slice(x, [0, 0, columns - width, 0], [-1, heads, width, size]);
      return tf.gather(trimmed, tf.tensor1d(indices, 'int32')) as Tensor4D;
    });
  const cache = tidyCache(tf, () => rows.cache.map(({ key, value }) => ({ key: take(key), value: take(value) })));
  return { cache, width, lengths };
}

/** The rows of both, the shorter ones padded to the width of the longest. The caller owns all three. */
export function joinKvRows(tf: TensorFlow, first: KvRows, second: KvRows): KvRows {
  const width = Math.max(first.width, second.width);
  const widen = (x: Tensor4D): Tensor4D => {
    const [batch, heads, columns, size] = x.shape;
    return columns === width ? x : tf.concat<Tensor4D>([tf.zeros([batch, heads, width - columns, size]), x], 2);
  };
  const join = (a: Tensor4D, b: Tensor4D) => tf.tidy(() => tf.concat<Tensor4D>([widen(a), widen(b)], 0));
  const cache = tidyCache(tf, () =>
    first.cache.map(({ key, value }, layer) => {
      const other = second.cache[layer] as KvCache[number];
      return { key: join(key, other.key), value: join(value, other.value) };
    }),
  );
  return { cache, width, lengths: [...first.lengths, ...second.lengths] };
}

export function disposeCache(tf: TensorFlow, cache: KvCache): void {
  for (const { key, value } of cache) tf.dispose([key, value]);
}

/** `tf.tidy` for what its type does not cover: all of the new cache, or nothing where a copy fails. */
function tidyCache(tf: TensorFlow, make: () => KvCache): KvCache {
  return tf.tidy(make as never) as unknown as KvCache;
}
