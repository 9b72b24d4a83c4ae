import type { Tensor } from '@tensorflow/tfjs-core';
import { nativeOps } from '../engine/native-ops.ts';
import { asImages, kernelOf, type Layer } from './layer.ts';

/** max(0, x) */
export function reluLayer(shape: readonly number[]): Layer {
  return {
    parameters: [],
    outputShape: shape,
    run: ({ engine }, input) => {
      const { tf } = engine;
      const output = tf.relu(input);
      if (engine.name === 'wasm') return { output, backward: (gradient) => tf.mul(gradient, tf.step(output)) };
      const ops = nativeOps(tf);
      const attributes = [ops.floatType('T')];
      const backward = (gradient: Tensor) =>
        ops.run('ReluGrad', { inputs: [gradient, output], outputs: 1, attributes })[0] as Tensor;
      return { output, backward };
    },
  };
}

/** The largest of each 2×2 pixels; an odd last row or column is left out. */
export function maxPoolLayer([height, width, channels]: readonly [number, number, number]): Layer {
  const attributes = { filterSize: [2, 2], strides: [2, 2], pad: 'valid', dimRoundingMode: undefined };
  return {
    parameters: [],
    outputShape: [Math.floor(height / 2), Math.floor(width / 2), channels],
    run: ({ engine }, input) => {
      const { tf } = engine;
      const output = tf.maxPool(asImages(input), 2, 2, 'valid');
      const backward = (dy: Tensor) => kernelOf(engine)(tf.MaxPoolGrad, { dy, input, output }, attributes);
      return { output, backward };
    },
  };
}

/** The mean over all pixels. [batch, height, width, channels] → [batch, channels] */
export function globalAveragePoolLayer([height, width, channels]: readonly [number, number, number]): Layer {
  return {
    parameters: [],
    outputShape: [channels],
    run: ({ engine: { tf } }, input) => ({
      output: tf.mean(input, [1, 2]),
      backward: (gradient) => {
        const share = tf.reshape(tf.div(gradient, height * width), [-1, 1, 1, channels]);
        return tf.mul(share, tf.ones([1, height, width, 1]));
      },
    }),
  };
}

/** Inverted dropout: what is kept is larger by 1 / (1 − rate). */
export function dropoutLayer(shape: readonly number[], rate: number): Layer {
  return {
    parameters: [],
    outputShape: shape,
    run: ({ engine: { tf }, training }, input) => {
      if (training === undefined || rate === 0) return { output: input, backward: (gradient) => gradient };
      const kept = 1 / (1 - rate);
      const values = Float32Array.from({ length: input.size }, () => (training.random() < rate ? 0 : kept));
      const mask = tf.tensor(values, input.shape);
      return { output: tf.mul(input, mask), backward: (gradient) => tf.mul(gradient, mask) };
    },
  };
}

/** [batch, …] → [batch, all] */
export function flattenLayer(shape: readonly number[]): Layer {
  const size = shape.reduce((product, one) => product * one, 1);
  return {
    parameters: [],
    outputShape: [size],
    run: ({ engine: { tf } }, input) => ({
      output: tf.reshape(input, [-1, size]),
      backward: (gradient) => tf.reshape(gradient, [-1, ...shape]),
    }),
  };
}
