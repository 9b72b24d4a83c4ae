import type { GradConfig, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';

/** One output, as every operation here has. */
export type OneOutput = (dy: Tensor, saved: Tensor[], attrs: NamedAttrMap) => Record<string, () => Tensor>;

/** tfjs-core hands over exactly the tensors that `inputsToSave` names. */
export function gradientConfig(kernelName: string, inputsToSave: string[], gradient: OneOutput): GradConfig {
  return { kernelName, inputsToSave, gradFunc: gradient as GradConfig['gradFunc'] };
}

/** Undoes broadcasting: sums over the axes along which `shape` was repeated. */
export function sumToShape(tf: TensorFlow, x: Tensor, shape: TensorInfo['shape']): Tensor {
  const added = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < added || (shape[axis - added] === 1 && size !== 1) ? [axis] : [],
  );
  return axes.length === 0 ? tf.reshape(x, shape) : tf.reshape(tf.sum(x, axes), shape);
}
