import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/** [batch, in] → [batch, units] */
export function denseLayer(name: string, width: number, units: number): Layer {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return {
    parameters: [
      { name: weight, shape: [width, units], start: 'he', fanIn: width, isTrained: true },
      { name: bias, shape: [units], start: 'zeros', fanIn: width, isTrained: true },
    ],
    outputShape: [units],
    run: ({ engine: { tf }, parameter }, input) => {
      const matrix = parameter(weight) as Tensor2D;
      return {
        output: tf.add(tf.matMul(input as Tensor2D, matrix), parameter(bias)),
        backward: (gradient, put) => {
          put(weight, tf.matMul(input as Tensor2D, gradient as Tensor2D, true, false));
          put(bias, tf.sum(gradient, 0));
          return tf.matMul(gradient as Tensor2D, matrix, false, true);
        },
      };
    },
  };
}
