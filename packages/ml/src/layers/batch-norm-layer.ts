import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { nativeOps } from '../engine/native-ops.ts';
import type { Layer, LayerRun } from './layer.ts';

export const batchNormEpsilon = 1e-3;
/** Share of the old running statistic that a step keeps. */
const momentum = 0.9;

interface Normed {
  output: Tensor;
  mean: Tensor; // [channels]
  variance: Tensor; // [channels], unbiased
  backward(gradient: Tensor): { input: Tensor; scale: Tensor; shift: Tensor };
}

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015). Trains with the batch's own mean and
 * variance, and keeps running ones for later.
 */
export function batchNormLayer(name: string, shape: readonly number[]): Layer {
  const channels = shape.at(-1) ?? 1;
  const [scale, shift] = [`${name}.weight`, `${name}.bias`];
  const [mean, variance] = [`${name}.running_mean`, `${name}.running_var`];
  const one = (parameter: string, start: 'zeros' | 'ones', isTrained: boolean) =>
    ({ name: parameter, shape: [channels], start, fanIn: 1, isTrained }) as const;
  return {
    parameters: [
      one(scale, 'ones', true),
      one(shift, 'zeros', true),
      one(mean, 'zeros', false),
      one(variance, 'ones', false),
    ],
    outputShape: shape,
    run: ({ engine, parameter, training }, input) => {
      const { tf } = engine;
      const given = { scale: parameter(scale), shift: parameter(shift) };
      if (training === undefined) {
        const factor = tf.mul(given.scale, tf.rsqrt(tf.add(parameter(variance), batchNormEpsilon)));
        const output = tf.add(tf.mul(input, factor), tf.sub(given.shift, tf.mul(parameter(mean), factor)));
        return { output, backward: (gradient) => tf.mul(gradient, factor) };
      }
      const normed = engine.name === 'wasm' ? composed(engine, input, given) : fused(engine, input, given);
      const blend = (old: Tensor, now: Tensor) => tf.add(tf.mul(old, momentum), tf.mul(now, 1 - momentum));
      training.update(mean, blend(parameter(mean), normed.mean));
      training.update(variance, blend(parameter(variance), normed.variance));
      const backward: LayerRun['backward'] = (gradient, put) => {
        const back = normed.backward(gradient);
        put(scale, back.scale);
        put(shift, back.shift);
        return back.input;
      };
      return { output: normed.output, backward };
    },
  };
}

interface Given {
  scale: Tensor;
  shift: Tensor;
}

/** TensorFlow's own operation: one pass over the values instead of ten. */
function fused(engine: Engine, input: Tensor, { scale, shift }: Given): Normed {
  const { tf } = engine;
  const ops = nativeOps(tf);
  const attributes = [
    ops.floatType('T'),
    ops.floatType('U'),
    ops.float('epsilon', batchNormEpsilon),
    ops.bool('is_training', true),
  ];
  const flat = (x: Tensor) => (input.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, input.shape.at(-1) ?? 1]));
  const images = flat(input);
  const none = tf.tensor1d([]);
  const inputs = [images, scale, shift, none, none];
  const [output, mean, variance, ...kept] = ops.run('FusedBatchNormV3', { inputs, outputs: 6, attributes }) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  return {
    output: tf.reshape(output, input.shape),
    mean,
    variance,
    backward: (gradient) => {
      const [back, forScale, forShift] = ops.run('FusedBatchNormGradV3', {
        inputs: [flat(gradient), images, scale, ...kept],
        outputs: 5,
        attributes,
      }) as [Tensor, Tensor, Tensor];
      return { input: tf.reshape(back, input.shape), scale: forScale, shift: forShift };
    },
  };
}

/** dx = scale/√(σ²+ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)) */
function composed({ tf }: Engine, input: Tensor, { scale, shift }: Given): Normed {
  const axes = input.shape.map((_size, axis) => axis).slice(0, -1);
  const count = input.size / (input.shape.at(-1) ?? 1);
  const mean = tf.mean(input, axes);
  const centred = tf.sub(input, mean);
  const variance = tf.mean(tf.square(centred), axes);
  const inverse = tf.rsqrt(tf.add(variance, batchNormEpsilon));
  const normal = tf.mul(centred, inverse);
  return {
    output: tf.add(tf.mul(normal, scale), shift),
    mean,
    variance: tf.mul(variance, count / Math.max(1, count - 1)),
    backward: (gradient) => {
      const forShift = tf.sum(gradient, axes);
      const forScale = tf.sum(tf.mul(gradient, normal), axes);
      const inner = tf.sub(tf.sub(gradient, tf.div(forShift, count)), tf.mul(normal, tf.div(forScale, count)));
      return { input: tf.mul(inner, tf.mul(scale, inverse)), scale: forScale, shift: forShift };
    },
  };
}
