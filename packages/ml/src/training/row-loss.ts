import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { nativeOps } from '../engine/native-ops.ts';

export interface RowTargets {
  labels: Int32Array; // [rows]
  /** What each row counts. */
  weights: Float32Array; // [rows]
  labelSmoothing: number;
}

export interface RowLoss {
  /** Σ weight · cross-entropy. */
  loss: Scalar;
  /** Of the loss, for the logits. */
  gradient: Tensor2D; // [rows, classes]
}

/**
 * Cross-entropy of rows with its gradient, weight · (softmax − target). With smoothing s the target is 1 − s + s / classes
 * for the label and s / classes for the others, as in PyTorch and in transformers' `LabelSmoother`.
 *
 * @param logits [rows, classes]
 */
export function rowLoss(tf: TensorFlow, logits: Tensor2D, targets: RowTargets): RowLoss {
  const { labels, weights, labelSmoothing } = targets;
  const counts = weights.every((weight) => weight === 1) ? null : tf.tensor2d(weights, [weights.length, 1]);
  const isFused = labelSmoothing === 0 && tf.getBackend() === 'tensorflow';
  const { losses, gradient } = isFused ? fused(tf, logits, labels) : plain(tf, logits, targets);
  if (counts === null) return { loss: tf.sum(losses), gradient };
  return { loss: tf.sum(tf.mul(losses, counts)), gradient: tf.mul(gradient, counts) };
}

interface Losses {
  losses: Tensor2D; // [rows, 1]
  gradient: Tensor2D; // [rows, classes]
}

/** TensorFlow's own operation, one pass over the logits. */
function fused(tf: TensorFlow, logits: Tensor2D, labels: Int32Array): Losses {
  const [losses, gradient] = nativeOps(tf).run('SparseSoftmaxCrossEntropyWithLogits', {
    inputs: [logits, tf.tensor1d(labels, 'int32')],
    outputs: 2,
    attributes: [],
  });
  return { losses: tf.reshape(losses as Tensor2D, [labels.length, 1]), gradient: gradient as Tensor2D };
}

function plain(tf: TensorFlow, logits: Tensor2D, { labels, labelSmoothing }: RowTargets): Losses {
  const classes = logits.shape[1];
  // Tidies, because each of these is as large as the logits.
  const logs = tf.tidy(() => {
    const shifted = tf.sub(logits, tf.max(logits, 1, true));
    return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true))) as Tensor2D; // [rows, classes]
  });
  const target = tf.tidy(() => {
    // Cast, because the wasm kernel writes integers whatever type it is asked for.
    const oneHot = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as Tensor2D;
    return labelSmoothing === 0 ? oneHot : tf.add(tf.mul(oneHot, 1 - labelSmoothing), labelSmoothing / classes);
  }) as Tensor2D;
  const losses = tf.tidy(() => tf.neg(tf.sum(tf.mul(target, logs), 1, true))) as Tensor2D;
  return { losses, gradient: tf.tidy(() => tf.sub(tf.exp(logs), target)) };
}
