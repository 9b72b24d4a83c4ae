import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';
import { gradientConfig } from './gradient-config.ts';

/** Gradients of what moves numbers or sums them: no number is changed. */
export function shapeGradients(tf: TensorFlow): GradConfig[] {
  return [
    gradientConfig(tf.Reshape, ['x'], (dy, [x]) => ({ x: () => tf.reshape(dy, (x as Tensor).shape) })),
    gradientConfig(tf.Cast, [], (dy) => ({ x: () => tf.clone(dy) })),
    gradientConfig(tf.Identity, [], (dy) => ({ x: () => tf.clone(dy) })),
    transpose(tf),
    slice(tf),
    concat(tf),
    sum(tf),
    mean(tf),
  ];
}

function transpose(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.Transpose, [], (dy, _, attrs) => {
    const { perm } = attrs as { perm: number[] };
    const back = perm.map((_, axis) => perm.indexOf(axis));
    return { x: () => tf.transpose(dy, back) };
  });
}

function slice(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.Slice, ['x'], (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    const { begin } = attrs as { begin: number[] };
    const around = dy.shape.map((size, axis): [number, number] => {
      const before = begin[axis] ?? 0;
      return [before, (x.shape[axis] ?? 0) - before - size];
    });
    return { x: () => tf.pad(dy, around) };
  });
}

function concat(tf: TensorFlow): GradConfig {
  const config = gradientConfig(tf.Concat, [], (dy, saved, attrs) => {
    const { axis: given } = attrs as { axis: number };
    const axis = given < 0 ? given + dy.shape.length : given;
    const part = (index: number) => {
      const sizes = saved.map(({ shape }) => shape[axis] ?? 0);
      const before = sizes.slice(0, index).reduce((total, size) => total + size, 0);
      const at = (value: number) => dy.shape.map((_, other) => (other === axis ? value : 0));
      const size = dy.shape.map((all, other) => (other === axis ? (sizes[index] ?? 0) : all));
      return tf.slice(dy, at(before), size);
    };
    return Object.fromEntries(saved.map((_, index) => [index, () => part(index)]));
  });
  return { ...config, saveAllInputs: true };
}

function sum(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.Sum, ['x'], (dy, [x], attrs) => ({ x: () => spread(tf, dy, { x: x as Tensor, attrs }) }));
}

function mean(tf: TensorFlow): GradConfig {
  return gradientConfig(tf.Mean, ['x'], (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    return { x: () => tf.div(spread(tf, dy, { x, attrs }), x.size / dy.size) };
  });
}

/** Gives each number of `x` the gradient of the sum that it went into. */
function spread(tf: TensorFlow, dy: Tensor, { x, attrs }: { x: Tensor; attrs: object }): Tensor {
  const { axis } = attrs as { axis: number | number[] | undefined };
  const axes = tf.util.parseAxisParam(axis as number | number[], x.shape);
  const shape = x.shape.map((size, other) => (axes.includes(other) ? 1 : size));
  return tf.mul(tf.reshape(dy, shape), tf.ones(x.shape));
}
