import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { attention } from '../nn/attention.ts';
import { hiddenScore } from '../nn/attention-mask.ts';
import { joinHeads, splitHeads, swapHeads } from '../nn/heads.ts';

/** The three views of one text or image. [batch, time, hidden] each */
export interface AttentionViews {
  query: Tensor3D;
  key: Tensor3D;
  value: Tensor3D;
}

/**
 * Attention of an encoder, which looks both ways. Training drops nothing here (`attention_probs_dropout_prob` of the
 * config is not read): the shares stay inside one fused operation, and what they lead to is dropped after it.
 *
 * @returns [batch, time, hidden]
 */
export function selfAttention(
  tf: TensorFlow,
  { query, key, value }: AttentionViews,
  { heads, mask }: { heads: number; mask: Tensor4D | null },
): Tensor3D {
  const split = (x: Tensor3D) => swapHeads(tf, splitHeads(tf, x, heads)); // [batch, heads, time, headDim]
  return joinHeads(tf, attention(tf, { query: split(query), key: split(key), value: split(value), mask }));
}

/** 0 for tokens, very negative for padding. [batch, time] → [batch, 1, 1, time] */
export function paddingMask(tf: TensorFlow, attentionMask: Tensor2D): Tensor4D {
  const [batch, time] = attentionMask.shape;
  const hidden = tf.mul(tf.sub(1, tf.cast(attentionMask, 'float32')), hiddenScore);
  return tf.reshape(hidden, [batch, 1, 1, time]);
}
