import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor, Tensor2D, Tensor3D, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { matrixProduct } from '../engine/kernels/matrix-product.ts';
import { dropView, viewPart } from '../engine/kernels/tensor-view.ts';
import type { Lstm, LstmRun } from './lstm.ts';
import { type Sizes, stepBack, stepForward } from './lstm-step.ts';

/**
 * The LSTM on WebAssembly: one product for the inputs of all steps, one small product per step, and the gates in one
 * loop over the heap. As single operations the steps would spend their time on dispatch.
 */
export function wasmLstm(tf: TensorFlow): Lstm {
  return (input, { kernel, bias }) => {
    const backend = tf.backend() as BackendWasm;
    const [time, batch, size] = input.shape;
    const hidden = kernel.shape[1] / 4;
    const sizes = { time, batch, hidden };
    const fromInput = tf.slice(kernel, [0, 0], [size, -1]); // [in, 4 · hidden]
    const fromLast = tf.slice(kernel, [size, 0], [hidden, -1]); // [hidden, 4 · hidden]
    const rows = tf.reshape(input, [time * batch, size]) as Tensor2D;
    const gates = tf.matMul(rows, fromInput) as Tensor2D; // [time · batch, 4 · hidden], made σ and tanh in place
    const cells = tf.zeros([time, batch, hidden]) as Tensor3D;
    const cellOutputs = tf.zeros([time, batch, hidden]);
    const output = tf.zeros([time, batch, hidden]) as Tensor3D;
    runForward(backend, sizes, { fromLast, bias, gates, cells, cellOutputs, output });
    const saved = [rows, fromInput, fromLast, gates, cells, cellOutputs, output];
    return {
      output,
      cells,
      saved,
      dispose: () => tf.dispose([fromInput, fromLast, rows, gates, cells, cellOutputs]),
      backward: (outputGradient, kept = saved) => runBackward(tf, asSaved(sizes, kept), outputGradient),
    };
  };
}

interface ForwardTensors {
  fromLast: Tensor;
  bias: Tensor;
  gates: Tensor;
  cells: Tensor;
  cellOutputs: Tensor;
  output: Tensor;
}

function runForward(backend: BackendWasm, sizes: Sizes, tensors: ForwardTensors): void {
  const { time, batch, hidden } = sizes;
  const multiply = matrixProduct(backend);
  const right = viewPart(backend, tensors.fromLast, { start: 0, shape: [1, hidden, 4 * hidden] });
  const recurrent = backend.makeOutput([1, batch, 4 * hidden], 'float32');
  floats(backend, recurrent).fill(0);
  const product = viewPart(backend, recurrent, { start: 0, shape: [1, batch, 4 * hidden] });
  for (let step = 0; step < time; step++) {
    if (step > 0) {
      const last = viewPart(backend, tensors.output, { start: (step - 1) * batch * hidden, shape: [1, batch, hidden] });
      multiply(last, right, product);
      dropView(backend, last);
    }
    // Views anew for each step: a product may grow the heap, which detaches the earlier ones.
    stepForward(sizes, step, {
      bias: floats(backend, tensors.bias),
      recurrent: floats(backend, recurrent),
      gates: floats(backend, tensors.gates),
      cells: floats(backend, tensors.cells),
      cellOutputs: floats(backend, tensors.cellOutputs),
      output: floats(backend, tensors.output),
    });
  }
  for (const view of [right, product]) dropView(backend, view);
  backend.disposeData(recurrent.dataId);
}

interface Saved {
  sizes: Sizes;
  rows: Tensor2D;
  fromInput: Tensor2D;
  fromLast: Tensor2D;
  gates: Tensor2D;
  cells: Tensor;
  cellOutputs: Tensor;
  output: Tensor3D;
}

function asSaved(sizes: Sizes, saved: readonly Tensor[]): Saved {
  const [rows, fromInput, fromLast, gates, cells, cellOutputs, output] = saved as SavedTensors;
  return { sizes, rows, fromInput, fromLast, gates, cells, cellOutputs, output };
}

type SavedTensors = [Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor, Tensor, Tensor3D];

function runBackward(tf: TensorFlow, saved: Saved, outputGradient: Tensor): ReturnType<LstmRun['backward']> {
  const { sizes } = saved;
  const { time, batch, hidden } = sizes;
  const input = saved.rows.shape[1];
  return tf.tidy(() => {
    const forGates = tf.zeros([time * batch, 4 * hidden]) as Tensor2D; // before σ and tanh
    const toLast = tf.transpose(saved.fromLast); // [4 · hidden, hidden]
    stepsBack(tf.backend() as BackendWasm, sizes, { ...saved, toLast, forGates, outputGradient });
    const before = (time - 1) * batch; // the rows that have a step after them
    const lastRows = tf.slice(tf.reshape(saved.output, [time * batch, hidden]), [0, 0], [before, hidden]);
    const kernelRows =
      before === 0
        ? tf.zeros([hidden, 4 * hidden])
        : tf.matMul(lastRows, tf.slice(forGates, [batch, 0], [before, -1]), true, false);
    return {
      input: tf.reshape(tf.matMul(forGates, saved.fromInput, false, true), [time, batch, input]) as Tensor3D,
      kernel: tf.concat([tf.matMul(saved.rows, forGates, true, false), kernelRows], 0) as Tensor2D,
      bias: tf.sum(forGates, 0, true) as Tensor2D,
    };
  });
}

interface BackwardTensors {
  toLast: Tensor;
  gates: Tensor;
  cells: Tensor;
  cellOutputs: Tensor;
  forGates: Tensor;
  outputGradient: Tensor;
}

function stepsBack(backend: BackendWasm, sizes: Sizes, tensors: BackwardTensors): void {
  const { time, batch, hidden } = sizes;
  const multiply = matrixProduct(backend);
  const right = viewPart(backend, tensors.toLast, { start: 0, shape: [1, 4 * hidden, hidden] });
  const carried = ['output', 'cell'].map(() => backend.makeOutput([1, batch, hidden], 'float32'));
  const [forOutput, forCell] = carried as [TensorInfo, TensorInfo];
  for (const carry of carried) floats(backend, carry).fill(0);
  const product = viewPart(backend, forOutput, { start: 0, shape: [1, batch, hidden] });
  for (let step = time - 1; step >= 0; step--) {
    stepBack(sizes, step, {
      gates: floats(backend, tensors.gates),
      cells: floats(backend, tensors.cells),
      cellOutputs: floats(backend, tensors.cellOutputs),
      outputGradient: floats(backend, tensors.outputGradient),
      carriedOutput: floats(backend, forOutput),
      carriedCell: floats(backend, forCell),
      forGates: floats(backend, tensors.forGates),
    });
    if (step === 0) break;
    const left = viewPart(backend, tensors.forGates, {
      start: step * batch * 4 * hidden,
      shape: [1, batch, 4 * hidden],
    });
    multiply(left, right, product);
    dropView(backend, left);
  }
  for (const view of [right, product]) dropView(backend, view);
  for (const carry of carried) backend.disposeData(carry.dataId);
}

function floats(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
