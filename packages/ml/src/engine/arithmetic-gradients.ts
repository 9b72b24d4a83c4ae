import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';
import { gradientConfig, type OneOutput, sumToShape } from './gradient-config.ts';

type Pair = [Tensor, Tensor];
type Slope = (x: Tensor) => Tensor;

/** Gradients of sums, products and functions that work number by number. */
export function arithmeticGradients(tf: TensorFlow): GradConfig[] {
  const pair = (name: string, forA: (dy: Tensor, pair: Pair) => Tensor, forB: typeof forA) => {
    const gradient: OneOutput = (dy, saved) => {
      const [a, b] = saved as Pair;
      return { a: () => sumToShape(tf, forA(dy, [a, b]), a.shape), b: () => sumToShape(tf, forB(dy, [a, b]), b.shape) };
    };
    return gradientConfig(name, ['a', 'b'], gradient);
  };
  const single = (name: string, slope: Slope) =>
    gradientConfig(name, ['x'], (dy, [x]) => ({ x: () => tf.mul(dy, slope(x as Tensor)) }));
  /** Where the slope is had from the result itself. */
  const byResult = (name: string, slope: Slope): GradConfig => ({
    ...gradientConfig(name, [], (dy, [y]) => ({ x: () => tf.mul(dy, slope(y as Tensor)) })),
    outputsToSave: [true],
  });
  const same = (dy: Tensor) => dy;
  const quotientSlope = (dy: Tensor, [a, b]: Pair) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b)));
  return [
    pair(tf.Add, same, same),
    pair(tf.Sub, same, (dy) => tf.neg(dy)),
    pair(
      tf.Multiply,
      (dy, [, b]) => tf.mul(dy, b),
      (dy, [a]) => tf.mul(dy, a),
    ),
    pair(tf.RealDiv, (dy, [, b]) => tf.div(dy, b), quotientSlope),
    gradientConfig(tf.Neg, [], (dy) => ({ x: () => tf.neg(dy) })),
    single(tf.Square, (x) => tf.mul(x, 2)),
    single(tf.Log, (x) => tf.reciprocal(x)),
    single(tf.Relu, (x) => tf.step(x)),
    byResult(tf.Sqrt, (y) => tf.div(0.5, y)),
    byResult(tf.Rsqrt, (y) => tf.mul(tf.mul(y, -0.5), tf.square(y))),
    byResult(tf.Exp, (y) => y),
    byResult(tf.Tanh, (y) => tf.sub(1, tf.square(y))),
    byResult(tf.Sigmoid, (y) => tf.mul(y, tf.sub(1, y))),
  ];
}
