import { AppError } from '@modelmint/domain/errors';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { EncoderArchitecture, EncoderShape } from '../architectures/architecture.ts';
import { firstToken } from '../architectures/first-token.ts';
import type { Scope } from '../nn/scope.ts';

/** `mean` over the tokens without padding, the first token (`cls`), or what the model's own pooler makes of that. */
export const poolings = ['mean', 'cls', 'pooler'] as const;

export type Pooling = (typeof poolings)[number];

interface Hidden {
  architecture: EncoderArchitecture;
  config: EncoderShape;
  hidden: Tensor3D; // [batch, time, hidden]
  attentionMask: Tensor2D; // [batch, time]
}

/**
 * One vector per text. [batch, hidden]
 *
 * @throws AppError `invalid_value` for `pooler` of a model that has none.
 */
export function poolHidden(scope: Scope, pooling: Pooling, { architecture, config, ...from }: Hidden): Tensor2D {
  const { tf } = scope;
  if (pooling === 'cls') return firstToken(tf, from.hidden);
  if (pooling === 'mean') {
    const weights = tf.expandDims(tf.cast(from.attentionMask, 'float32'), 2); // [batch, time, 1]
    return tf.div(tf.sum(tf.mul(from.hidden, weights), 1), tf.sum(weights, 1));
  }
  const pooled = architecture.pool(scope, config, from.hidden);
  if (pooled === null)
    throw new AppError('invalid_value', 'This model has no pooler; pool by mean or cls', { param: 'pooling' });
  return pooled;
}
