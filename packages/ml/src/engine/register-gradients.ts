import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { arithmeticGradients } from './arithmetic-gradients.ts';
import type { TensorFlow } from './engine.ts';
import { gradientConfig, sumToShape } from './gradient-config.ts';
import { shapeGradients } from './shape-gradients.ts';

/**
 * Registers the gradients of the layers' big operations where TensorFlow.js has none: tfjs-core's build for Node
 * leaves all of them out (the native rungs bring theirs). Models with a tape need these; add what yours needs.
 */
export function registerGradients(tf: TensorFlow): void {
  const kernel = (name: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap) =>
    tf.engine().runKernel(name, inputs as never, attrs) as Tensor;
  for (const config of [
    ...arithmeticGradients(tf),
    ...shapeGradients(tf),
    batchMatMul(tf),
    convolution(tf.Conv2D, { filter: tf.Conv2DBackpropFilter, input: tf.Conv2DBackpropInput }, kernel),
    convolution(
      tf.DepthwiseConv2dNative,
      { filter: tf.DepthwiseConv2dNativeBackpropFilter, input: tf.DepthwiseConv2dNativeBackpropInput },
      kernel,
    ),
    maxPool(tf, kernel),
    averagePool(tf, kernel),
    gather(tf),
  ])
    if (tf.getGradient(config.kernelName) === undefined) tf.registerGradient(config);
}

type RunKernel = (name: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap) => Tensor;

/** dA = dY · Bᵀ and dB = Aᵀ · dY, with what was transposed turned back. */
function batchMatMul(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.BatchMatMul, ['a', 'b'], (dy, saved, attrs) => {
    const [a, b] = saved as [Tensor, Tensor];
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const da = () => (transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB));
    const db = () => (transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false));
    return { a: () => sumToShape(tf, da(), a.shape), b: () => sumToShape(tf, db(), b.shape) };
  });
}

function convolution(name: string, backprop: { filter: string; input: string }, kernel: RunKernel): GradConfig {
  return gradientConfig(name, ['x', 'filter'], (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor, Tensor];
    return {
      x: () => kernel(backprop.input, { dy, filter }, { ...attrs, inputShape: x.shape }),
      filter: () => kernel(backprop.filter, { x, dy }, { ...attrs, filterShape: filter.shape }),
    };
  });
}

function maxPool(tf: TensorFlow, kernel: RunKernel): GradConfig {
  const one = gradientConfig(tf.MaxPool, ['x'], (dy, saved, attrs) => {
    const [input, output] = saved as [Tensor, Tensor];
    return { x: () => kernel(tf.MaxPoolGrad, { dy, input, output }, attrs) };
  });
  return { ...one, outputsToSave: [true] };
}

function averagePool(tf: TensorFlow, kernel: RunKernel): GradConfig {
  return gradientConfig(tf.AvgPool, ['x'], (dy, saved, attrs) => {
    const [input] = saved as [Tensor];
    return { x: () => kernel(tf.AvgPoolGrad, { dy, input }, attrs) };
  });
}

/** Rows that were taken more than once add up. */
function gather(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.GatherV2, ['x', 'indices'], (dy, saved, attrs) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const { axis, batchDims } = attrs as { axis: number; batchDims?: number };
    if (batchDims !== undefined && batchDims !== 0) throw new Error('the gradient of gather takes no batchDims');
    const outer = sizeOf(x.shape.slice(0, axis));
    const inner = sizeOf(x.shape.slice(axis + 1));
    const segments = x.shape[axis] ?? 1;
    const forX = () => {
      const rows = tf.transpose(tf.reshape(dy, [outer, indices.size, inner]), [1, 0, 2]); // [taken, outer, inner]
      const flat = tf.reshape(indices, [-1]) as never;
      const sums = tf.unsortedSegmentSum(rows, flat, segments); // [segments, outer, inner]
      return tf.reshape(tf.transpose(sums, [1, 0, 2]), x.shape);
    };
    return { x: forX, indices: () => tf.zerosLike(indices) };
  });
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
