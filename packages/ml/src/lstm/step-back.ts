import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { type Handle, type NativeOps, nativeOps } from '../engine/native-ops.ts';
import type { LstmGradients } from './lstm.ts';

/** What `BlockLSTM` was given and what it gave. */
export interface BlockLstmPass {
  input: Tensor3D; // [time, batch, in]
  kernel: Tensor2D; // [in + hidden, 4 · hidden]
  bias: Tensor1D; // [4 · hidden]
  /** All three are unused. [hidden] */
  peephole: Tensor1D;
  zeroState: Tensor2D; // [batch, hidden]
  /** Input gate, cells, forget gate, output gate, candidate, tanh of the cells, output. [time, batch, hidden] each */
  states: readonly Tensor3D[];
}

/**
 * From here on the gradient is faster step by step than by `BlockLSTMGrad`, which adds to the whole kernel's gradient at each
 * step: that costs more than three small operations then. Measured, for 200 steps of 32 rows: a kernel of 192 × 256 takes
 * 27 ms against 45, one of 128 × 256 24 against 18; for 128 steps of 16 rows one of 768 × 2,048 takes 170 ms against 1,000.
 */
const kernelSizeMin = 40_000;

export function isFasterByStep(kernel: Tensor2D): boolean {
  return kernel.size >= kernelSizeMin;
}

/**
 * The gradients of `BlockLSTM`: what waits for the step after it in a loop, the other products over all steps at once. Call it
 * inside `tf.tidy`.
 */
export function stepBack(tf: TensorFlow, pass: BlockLstmPass, outputGradient: Tensor3D): LstmGradients {
  const { input, kernel, zeroState, states } = pass;
  const [time, batch, size] = input.shape;
  const hidden = outputGradient.shape[2];
  const gates = tf.reshape(gateGradients(tf, pass, outputGradient), [time * batch, 4 * hidden]) as Tensor2D;
  const inputKernel = tf.slice(kernel, [0, 0], [size, 4 * hidden]);
  const output = states[6] as Tensor3D;
  const before = tf.concat([tf.expandDims(zeroState), tf.slice(output, 0, time - 1)]);
  const rows = tf.reshape(tf.concat([input, before], 2), [time * batch, size + hidden]) as Tensor2D; // [x, h₋₁]
  return {
    input: tf.reshape(tf.matMul(gates, inputKernel, false, true), input.shape),
    kernel: tf.matMul(rows, gates, true, false),
    bias: tf.sum(gates, 0, true),
  };
}

/** For the gates before σ and tanh, in a kernel's order. [time, batch, 4 · hidden] */
function gateGradients(tf: TensorFlow, pass: BlockLstmPass, outputGradient: Tensor3D): Tensor {
  const { input, kernel, bias, peephole, zeroState, states } = pass;
  const ops = nativeOps(tf);
  const run = smallOps(ops);
  const [time, batch, size] = input.shape;
  const hidden = outputGradient.shape[2];
  const recurrent = tf.transpose(tf.slice(kernel, [size, 0], [hidden, 4 * hidden]));
  const noInput = tf.zeros([batch, size]); // read for its shape, as h₋₁ is
  const parts = states.slice(0, 6).map((one) => run.unpack(one, time));
  const cells = parts[1] as Handle[];
  const forOutput = run.unpack(outputGradient, time);
  const gates: Handle[] = new Array(time);
  const free = [...parts.flat(), ...forOutput];
  let cellBack: Tensor | Handle = zeroState;
  for (let t = time - 1; t >= 0; t--) {
    let outputBack = forOutput[t] as Handle;
    const after = gates[t + 1];
    if (after !== undefined) {
      const recurred = run.multiply(after, recurrent);
      outputBack = run.add(outputBack, recurred);
      free.push(recurred, outputBack);
    }
    const cellBefore = cells[t - 1] ?? zeroState;
    const now = parts.map((steps) => steps[t] as Handle);
    const found = run.cellGradient([
      ...[noInput, cellBefore, zeroState, kernel, peephole, peephole, peephole, bias],
      ...[...now, cellBack, outputBack],
    ]);
    [cellBack, gates[t]] = found as [Handle, Handle];
    free.push(...found);
  }
  const joined = run.pack(gates);
  ops.free(free);
  return joined;
}

/** With attributes that are made once: there are three of these operations for each step. */
function smallOps(ops: NativeOps) {
  const type = ops.floatType('T');
  const products = [type, ops.bool('transpose_a', false), ops.bool('transpose_b', false)];
  const cell = [type, ops.bool('use_peephole', false)];
  const first = ops.int('axis', 0);
  const one = (name: string, inputs: (Tensor | Handle)[], attributes = [type]): Handle =>
    ops.runBare(name, { inputs, outputs: 1, attributes })[0] as Handle;
  return {
    add: (a: Handle, b: Handle) => one('AddV2', [a, b]),
    multiply: (a: Handle, b: Tensor) => one('MatMul', [a, b], products),
    /** The gradients of the cell before, of the gates, and of the peepholes. */
    cellGradient: (inputs: (Tensor | Handle)[]) =>
      ops.runBare('LSTMBlockCellGrad', { inputs, outputs: 5, attributes: cell }),
    unpack: (tensor: Tensor, steps: number) =>
      ops.runBare('Unpack', { inputs: [tensor], outputs: steps, attributes: [type, first, ops.int('num', steps)] }),
    pack: (steps: Handle[]) =>
      ops.run('Pack', {
        inputs: steps,
        outputs: 1,
        attributes: [type, first, ops.int('N', steps.length)],
      })[0] as Tensor,
  };
}
