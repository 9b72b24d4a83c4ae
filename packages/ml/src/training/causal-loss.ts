import { logitsSliceMax } from '@modelmint/domain/causal-lm-memory';
import type { GradSaveFunc, Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { rowLoss } from './row-loss.ts';
import { separateGradients } from './separate-tape.ts';

/** The positions of a batch whose next token counts. */
export interface LossTargets {
  /** Places in [batch · time]; each at most once. */
  places: Int32Array;
  /** The token that follows each. */
  labels: Int32Array;
  /** What each counts, above 0. */
  weights: Float32Array;
}

/** From hidden states to logits, [rows, hidden] → [rows, vocab]. */
export interface Head {
  logits(rows: Tensor2D): Tensor2D;
  vocabSize: number;
  /** Of the tensors that `logits` computes with, those that are trained. */
  trained: readonly Tensor[];
}

export interface CausalLossOptions {
  targets: LossTargets;
  head: Head;
  labelSmoothing: number;
  /** Logits that may stand in memory at once, [rows, vocab]; 32 MB of float32 by default, of which a slice needs about four. */
  logitsMax?: number;
}

/**
 * Σ weight · cross-entropy over the positions that count, a scalar; divide it by the sum of the weights of the whole
 * optimizer step for transformers' mean (`num_items_in_batch`, ≥ 4.46). Logits are computed for these positions only, and
 * slice by slice: each slice's gradient for its hidden states is taken at once, so that no logits wait for the backward pass
 * (the idea of Liger and of Cut Cross-Entropy).
 *
 * @param hidden after the final norm, [batch, time, hidden]
 */
export function causalLoss(tf: TensorFlow, hidden: Tensor3D, options: CausalLossOptions): Scalar {
  const { head, targets } = options;
  const [batch, time, size] = hidden.shape;
  const graded = tf.customGrad((...args) => {
    const save = args.at(-1) as GradSaveFunc;
    const states = tf.reshape(args[0] as Tensor3D, [batch * time, size]) as Tensor2D;
    const { loss, forRows, forHead } = runSlices(tf, states, options);
    save([forRows, ...forHead]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [rows, ...weights] = saved as [Tensor2D, ...Tensor[]];
      const places = tf.tensor1d(targets.places, 'int32');
      const forStates = tf.unsortedSegmentSum(tf.mul(rows, dy), places, batch * time);
      return [tf.reshape(forStates, hidden.shape), ...weights.map((one) => tf.mul(one, dy))];
    };
    return { value: loss, gradFunc };
  });
  return graded(hidden, ...(head.trained as Tensor[])) as Scalar;
}

interface Slices {
  loss: Scalar;
  forRows: Tensor2D; // [places, hidden]
  forHead: Tensor[];
}

function runSlices(tf: TensorFlow, states: Tensor2D, options: CausalLossOptions): Slices {
  const { head, targets, logitsMax = logitsSliceMax } = options;
  const { places } = targets;
  const rowsMax = Math.max(1, Math.floor(logitsMax / head.vocabSize));
  const slices: { loss: Scalar; forRows: Tensor2D }[] = [];
  let forHead: Tensor[] = [];
  for (let start = 0; start < places.length; start += rowsMax) {
    const slice = tf.tidy(() => runSlice(tf, states, { ...options, start, end: start + rowsMax }));
    slices.push(slice);
    const sums =
      forHead.length === 0 ? slice.forHead : forHead.map((sum, i) => tf.add(sum, slice.forHead[i] as Tensor));
    if (forHead.length > 0) tf.dispose([...forHead, ...slice.forHead]);
    forHead = sums;
  }
  const [first] = slices;
  if (first === undefined) throw new RangeError('a batch has no position that counts');
  if (slices.length === 1) return { ...first, forHead };
  return {
    loss: tf.addN(slices.map(({ loss }) => loss)) as Scalar,
    forRows: tf.concat(
      slices.map(({ forRows }) => forRows),
      0,
    ),
    forHead,
  };
}

type SliceOptions = CausalLossOptions & { start: number; end: number };

function runSlice(tf: TensorFlow, states: Tensor2D, { head, targets, labelSmoothing, start, end }: SliceOptions) {
  const rows = tf.gather(states, tf.tensor1d(targets.places.subarray(start, end), 'int32')); // [rows, hidden]
  const labels = targets.labels.slice(start, end);
  const weights = targets.weights.slice(start, end);
  const { value, gradients } = separateGradients(tf, { inputs: [rows, ...head.trained] }, () =>
    sumLoss(tf, head.logits(rows), { labels, weights, labelSmoothing }),
  );
  const [forRows, ...forHead] = gradients.map((gradient, i) => {
    if (gradient === null) throw new RangeError(`the logits do not depend on input ${i} of the head`);
    return gradient;
  });
  return { loss: value, forRows: forRows as Tensor2D, forHead };
}

/** The end of a tape, so that the gradient that comes in is 1. */
function sumLoss(tf: TensorFlow, logits: Tensor2D, targets: Parameters<typeof rowLoss>[2]): Scalar {
  const graded = tf.customGrad((...args) => {
    const [x, save] = args as [Tensor2D, GradSaveFunc];
    const { loss, gradient } = rowLoss(tf, x, targets);
    save([gradient]);
    return { value: loss, gradFunc: (_one: Tensor, saved: Tensor[]) => tf.clone(saved[0] as Tensor) };
  });
  return graded(logits) as Scalar;
}
