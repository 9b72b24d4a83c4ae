import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { CausalInput } from '../architectures/architecture.ts';
import { attentionMask } from '../nn/attention-mask.ts';
import type { GenerationModel } from './generation-model.ts';
import type { KvRows } from './kv-rows.ts';

export interface Columns {
  /** Row by row. [rows × time] */
  ids: Int32Array;
  /** Columns of each row that are tokens, with these. */
  lengths: readonly number[];
  /** What was read before; null at the start of a prefill. */
  past: KvRows | null;
}

export interface ReadColumns {
  hidden: Tensor3D; // [rows, time, hidden]
  rows: KvRows;
}

/**
 * One forward pass over the next columns of all rows. The caller owns what went in and what comes back.
 *
 * Positions count from each row's own first token; padding before it is masked and stands at position 0.
 */
export function readColumns(model: GenerationModel, { ids, lengths, past }: Columns): ReadColumns {
  const { tf } = model.scope;
  const { slidingWindow } = model.config;
  const batch = lengths.length;
  const time = ids.length / batch;
  const before = past?.width ?? 0;
  const padding = lengths.map((length) => before + time - length);
  const attended = attendedColumns(padding, before + time);
  const input: CausalInput = {
    ids: tf.tensor2d(ids, [batch, time], 'int32'),
    positions: tf.tensor2d(positionsOf(padding, before, time), [batch, time], 'int32'),
    mask: attentionMask(tf, { batch, time, past: before, attended, slidingWindow }),
    ...(past === null ? {} : { cache: past.cache }),
  };
  try {
    const { hidden, cache } = model.forward(input);
    return { hidden, rows: { cache, width: before + time, lengths } };
  } finally {
    tf.dispose([input.ids, input.positions, input.mask]);
  }
}

/** [rows × time] */
function positionsOf(padding: readonly number[], before: number, time: number): Int32Array {
  return Int32Array.from({ length: padding.length * time }, (_, i) => {
    const column = before + (i % time);
    return Math.max(0, column - (padding[Math.floor(i / time)] as number));
  });
}

/** 0 for padding, 1 for tokens. [rows × width] */
function attendedColumns(padding: readonly number[], width: number): Uint8Array {
  const attended = new Uint8Array(padding.length * width);
  padding.forEach((first, row) => {
    attended.fill(1, row * width + first, (row + 1) * width);
  });
  return attended;
}
