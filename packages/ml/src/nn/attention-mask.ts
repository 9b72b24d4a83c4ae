import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

/** Far below every score and far from float32's end, so that a row with nothing to see gives no NaN. */
export const hiddenScore = -1e9;

export interface AttentionMaskOptions {
  /** Rows of the mask; 1 serves a batch whose rows are alike. */
  batch: number;
  /** Columns that ask. */
  time: number;
  /** Columns that were read before. */
  past?: number;
  /** 0 for columns that no one looks at. Row by row. [batch, past + time] */
  attended?: ArrayLike<number>;
  /** Number of the text that a column belongs to: texts that are packed into a row do not see each other. [batch, past + time] */
  segments?: ArrayLike<number>;
  /** Columns that one sees, itself included; null: all. */
  slidingWindow?: number | null;
  /** False for encoders, which look ahead as well. Default: true. */
  isCausal?: boolean;
}

/** 0 where a column may look, very negative where not. [batch, 1, time, past + time] */
export function attentionMask(tf: TensorFlow, options: AttentionMaskOptions): Tensor4D {
  const { batch, time, past = 0, attended, segments, slidingWindow = null, isCausal = true } = options;
  const width = past + time;
  const values = new Float32Array(batch * time * width).fill(hiddenScore);
  for (let row = 0; row < batch; row++) {
    for (let i = 0; i < time; i++) {
      const column = past + i;
      const first = slidingWindow === null ? 0 : Math.max(0, column - slidingWindow + 1);
      const last = isCausal ? column : width - 1;
      const start = (row * time + i) * width;
      for (let other = first; other <= last; other++) {
        if (attended !== undefined && attended[row * width + other] === 0) continue;
        if (segments !== undefined && segments[row * width + other] !== segments[row * width + column]) continue;
        values[start + other] = 0;
      }
    }
  }
  return tf.tensor4d(values, [batch, 1, time, width]);
}

/** Numbers the attended columns of each row from 0; those before the first stand at 0. [batch, width] */
export function positionsOf(attended: ArrayLike<number>, width: number): Int32Array {
  const positions = new Int32Array(attended.length);
  let count = 0;
  for (let i = 0; i < attended.length; i++) {
    if (i % width === 0) count = 0;
    positions[i] = Math.max(0, count - (attended[i] === 0 ? 1 : 0));
    if (attended[i] !== 0) count += 1;
  }
  return positions;
}
