import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { LstmGradients } from '../lstm/lstm.ts';
import { openLstm } from '../lstm/open-lstm.ts';
import { joinCache, type KeysAndValues } from './join-cache.ts';
import { planSequences } from './plan-sequences.ts';
import { withGradients } from './with-gradient.ts';

export interface RecurrentWeights {
  kernel: Tensor2D; // [in + hidden, 4 · hidden]
  bias: Tensor; // [4 · hidden]
}

export interface RecurrentOptions {
  weights: RecurrentWeights;
  /** A text starts where it is 0. [batch, time], int32 */
  positions: Tensor2D;
  /** Outputs and cells after each token before, of which the last column counts. [batch, 1, past, hidden] each */
  past?: KeysAndValues | undefined;
}

export interface RecurrentOutput extends KeysAndValues {
  output: Tensor3D; // [batch, time, hidden]
}

interface States {
  output: Tensor3D; // [batch, time, hidden]
  cells: Tensor3D; // [batch, time, hidden]
}

/**
 * An LSTM over rows that may hold several texts, one after another, each from a zero state; a row's first text may go on
 * from `past`. Padding before a text has position 0.
 *
 * @param x [batch, time, in]
 */
export function recurrentLayer(tf: TensorFlow, x: Tensor3D, options: RecurrentOptions): RecurrentOutput {
  const { past, positions } = options;
  const starts = positions.dataSync() as Int32Array;
  const { output, cells } =
    past === undefined ? runSequences(tf, x, options.weights, starts) : runSteps(tf, x, { ...options, past, starts });
  const now = { key: tf.expandDims(output, 1) as Tensor4D, value: tf.expandDims(cells, 1) as Tensor4D };
  return { output, ...joinCache(tf, past, now) };
}

/** Every text as a column of its own, so that one fused operation runs over all. */
function runSequences(tf: TensorFlow, x: Tensor3D, weights: RecurrentWeights, positions: Int32Array): States {
  const [batch, time, size] = x.shape;
  const plan = planSequences(positions, { batch, time });
  const bias = tf.reshape(weights.bias, [1, -1]) as Tensor2D;
  const rows = tf.reshape(x, [batch * time, size]);
  const places = tf.tensor1d(plan.places, 'int32');
  const input = tf.reshape(tf.gather(rows, places), [plan.time, plan.count, size]) as Tensor3D; // [time, texts, in]
  const [output, cells] = runFused(tf, input, { kernel: weights.kernel, bias }) as [Tensor3D, Tensor3D];
  const back = tf.tensor1d(plan.columns, 'int32');
  const restore = (states: Tensor3D) => {
    const hidden = states.shape[2];
    return tf.reshape(tf.gather(tf.reshape(states, [-1, hidden]), back), [batch, time, hidden]) as Tensor3D;
  };
  return { output: restore(output), cells: restore(cells) };
}

function runFused(tf: TensorFlow, input: Tensor3D, { kernel, bias }: { kernel: Tensor2D; bias: Tensor2D }): Tensor3D[] {
  const lstm = openLstm(tf);
  let backward: ReturnType<typeof lstm>['backward'] | undefined;
  return withGradients<Tensor3D>(tf, {
    inputs: [input, kernel, bias],
    forward: () => {
      const run = lstm(input, { kernel, bias });
      backward = run.backward;
      return { values: [run.output, run.cells], saved: run.saved };
    },
    // The cells serve the cache alone, so nothing comes back through them.
    backward: ([forOutput], saved) => {
      const gradients = backward?.(forOutput as Tensor3D, saved) as LstmGradients;
      return [() => gradients.input, () => gradients.kernel, () => gradients.bias];
    },
  });
}

interface StepOptions extends RecurrentOptions {
  past: KeysAndValues;
  starts: Int32Array; // [batch · time]
}

/** Step by step from what was read before: few steps, without a gradient of their own. */
function runSteps(tf: TensorFlow, x: Tensor3D, { weights, past, starts }: StepOptions): States {
  const [batch, time, size] = x.shape;
  const columns = past.key.shape[2];
  const hidden = past.key.shape[3];
  const last = (states: Tensor4D) =>
    tf.reshape(tf.slice(states, [0, 0, columns - 1, 0], [batch, 1, 1, hidden]), [batch, hidden]) as Tensor2D;
  let [output, cell] = [last(past.key), last(past.value)];
  const outputs: Tensor2D[] = [];
  const cells: Tensor2D[] = [];
  for (let step = 0; step < time; step++) {
    const goesOn = Float32Array.from({ length: batch }, (_, row) => ((starts[row * time + step] ?? 0) > 0 ? 1 : 0));
    if (!goesOn.every((one) => one === 1)) {
      const kept = tf.tensor2d(goesOn, [batch, 1]);
      [output, cell] = [tf.mul(output, kept), tf.mul(cell, kept)];
    }
    const now = tf.reshape(tf.slice(x, [0, step, 0], [batch, 1, size]), [batch, size]) as Tensor2D;
    [output, cell] = takeStep(tf, tf.concat([now, output], 1) as Tensor2D, { cell, weights });
    outputs.push(output);
    cells.push(cell);
  }
  return { output: tf.stack(outputs, 1) as Tensor3D, cells: tf.stack(cells, 1) as Tensor3D };
}

/** @param joined [x, h₋₁], [batch, in + hidden] */
function takeStep(
  tf: TensorFlow,
  joined: Tensor2D,
  { cell, weights }: { cell: Tensor2D; weights: RecurrentWeights },
): [output: Tensor2D, cell: Tensor2D] {
  const gates = tf.add(tf.matMul(joined, weights.kernel), weights.bias as Tensor1D); // [batch, 4 · hidden]
  const [input, candidate, forget, output] = tf.split(gates, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
  const kept = tf.mul(tf.sigmoid(forget), cell);
  const next = tf.add(kept, tf.mul(tf.sigmoid(input), tf.tanh(candidate))) as Tensor2D;
  return [tf.mul(tf.sigmoid(output), tf.tanh(next)), next];
}
