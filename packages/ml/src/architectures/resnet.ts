import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { relu } from '../nn/activation.ts';
import type { Scope } from '../nn/scope.ts';
import { withGradient } from '../nn/with-gradient.ts';
import type { HfConfig, ImageClassifierArchitecture, ImageClassifierShape, ParameterLayout } from './architecture.ts';
import { configFields } from './config-fields.ts';
import { readLabels } from './read-labels.ts';

const batchNormEpsilon = 1e-5;
/** How much narrower a bottleneck is than what goes in and out. */
const reduction = 4;

export interface ResNetConfig extends ImageClassifierShape {
  embeddingSize: number;
  hiddenSizes: readonly number[];
  depths: readonly number[];
  layerType: 'basic' | 'bottleneck';
  downsampleInFirstStage: boolean;
  downsampleInBottleneck: boolean;
}

/** A convolution without bias, and the batch norm after it. */
interface Unit {
  path: string;
  in: number;
  out: number;
  kernel: number;
  stride: number;
}

interface Block {
  layers: Unit[];
  /** Null: what goes in is added as it is. */
  shortcut: Unit | null;
}

/** ResNet (He et al. 2015, 1512.03385) in the form of transformers' `ResNetForImageClassification`. */
export const resnet: ImageClassifierArchitecture<ResNetConfig> = {
  kind: 'image-classifier',
  modelType: 'resnet',
  classes: ['ResNetForImageClassification'],
  head: { modules: ['classifier'], output: 'classifier.1' },
  readConfig,
  parameters: (config) => [
    ...units(config).flatMap(unitParameters),
    { name: 'classifier.1.weight', shape: [config.labels.length, lastSize(config)], isDecayed: true },
    { name: 'classifier.1.bias', shape: [config.labels.length], isDecayed: false },
  ],
  linears: () => [], // all convolutions
  prepare: foldBatchNorms,
  hiddenStates,
  classify: (scope, _, hidden) => scope.linear(scope.tf.mean(hidden, [1, 2]), 'classifier.1') as Tensor2D,
};

function readConfig(json: HfConfig): ResNetConfig {
  const from = configFields(json, 'config.json');
  from.choice('hidden_act', ['relu'], 'relu');
  const hiddenSizes = from.counts('hidden_sizes', [256, 512, 1024, 2048]);
  const depths = from.counts('depths', [3, 4, 6, 3]);
  if (depths.length !== hiddenSizes.length) throw from.refuse('depths', `${hiddenSizes.length} as hidden_sizes has`);
  const layerType = from.choice('layer_type', ['basic', 'bottleneck'], 'bottleneck');
  if (layerType === 'bottleneck' && hiddenSizes.some((size) => size < reduction))
    throw from.refuse('hidden_sizes', `at least ${reduction} each`);
  return {
    labels: readLabels(json),
    channels: from.count('num_channels', 3),
    imageSize: null,
    embeddingSize: from.count('embedding_size', 64),
    hiddenSizes,
    depths,
    layerType,
    downsampleInFirstStage: from.flag('downsample_in_first_stage', false),
    downsampleInBottleneck: from.flag('downsample_in_bottleneck', false),
  };
}

/** [batch, height, width, channels] → [batch, height / 32, width / 32, hidden] with four stages */
function hiddenStates(scope: Scope, config: ResNetConfig, pixels: Tensor4D): Tensor4D {
  const { tf } = scope;
  let x = relu(tf, convolve(scope, stem(config), pixels)); // [batch, height / 2, width / 2, embedding]
  x = tf.maxPool(padSides(tf, x, 1), 3, 2, 'valid'); // zeros beside values ≥ 0 never win
  for (const { layers, shortcut } of blocks(config)) {
    const residual = shortcut === null ? x : convolve(scope, shortcut, x);
    layers.forEach((layer, index) => {
      const made = convolve(scope, layer, x);
      x = relu(tf, index === layers.length - 1 ? tf.add(made, residual) : made);
    });
  }
  return x;
}

function stem({ channels, embeddingSize }: ResNetConfig): Unit {
  return { path: 'resnet.embedder.embedder', in: channels, out: embeddingSize, kernel: 7, stride: 2 };
}

function blocks(config: ResNetConfig): Block[] {
  const { hiddenSizes, depths, embeddingSize, downsampleInFirstStage } = config;
  return hiddenSizes.flatMap((out, stage) =>
    Array.from({ length: depths[stage] ?? 0 }, (_, index) => {
      const before = hiddenSizes[stage - 1] ?? embeddingSize;
      const isDownsampled = index === 0 && (stage > 0 || downsampleInFirstStage);
      return block(config, {
        path: `resnet.encoder.stages.${stage}.layers.${index}`,
        in: index === 0 ? before : out,
        out,
        stride: isDownsampled ? 2 : 1,
      });
    }),
  );
}

function block(config: ResNetConfig, at: Omit<Unit, 'kernel'>): Block {
  const { path, in: inSize, out, stride } = at;
  const shortcut = inSize === out && stride === 1 ? null : { ...at, path: `${path}.shortcut`, kernel: 1 };
  const layer = (index: number, unit: Omit<Unit, 'path'>) => ({ path: `${path}.layer.${index}`, ...unit });
  if (config.layerType === 'basic') {
    const first = layer(0, { in: inSize, out, kernel: 3, stride });
    return { shortcut, layers: [first, layer(1, { in: out, out, kernel: 3, stride: 1 })] };
  }
  const inner = Math.floor(out / reduction);
  const [early, late] = config.downsampleInBottleneck ? [stride, 1] : [1, stride];
  const narrow = layer(0, { in: inSize, out: inner, kernel: 1, stride: early });
  const middle = layer(1, { in: inner, out: inner, kernel: 3, stride: late });
  return { shortcut, layers: [narrow, middle, layer(2, { in: inner, out, kernel: 1, stride: 1 })] };
}

function units(config: ResNetConfig): Unit[] {
  const inBlocks = blocks(config).flatMap(({ layers, shortcut }) => (shortcut ? [shortcut, ...layers] : layers));
  return [stem(config), ...inBlocks];
}

const [kernelName, ...normNames] = [
  'convolution.weight',
  'normalization.weight',
  'normalization.bias',
  'normalization.running_mean',
  'normalization.running_var',
] as const;

function unitParameters({ path, in: inSize, out, kernel }: Unit): ParameterLayout[] {
  return [
    { name: `${path}.${kernelName}`, shape: [out, inSize, kernel, kernel], isDecayed: true },
    ...normNames.map((name) => ({
      name: `${path}.${name}`,
      shape: [out],
      isDecayed: false,
      isBuffer: name.includes('running'),
    })),
  ];
}

/** [batch, height, width, in] → [batch, height / stride, width / stride, out] */
function convolve(scope: Scope, { path, kernel, stride }: Unit, x: Tensor4D): Tensor4D {
  const { tf } = scope;
  const padded = padSides(tf, x, Math.floor(kernel / 2)); // as PyTorch; 'same' would pad less on the left at stride 2
  if (scope.has(`${path}.folded.weight`)) {
    const filter = scope.weight(`${path}.folded.weight`) as Tensor4D;
    const bias = scope.weight(`${path}.folded.bias`);
    return tf.fused.conv2d({ x: padded, filter, strides: stride, pad: 'valid', bias });
  }
  const filter = toFilter(tf, scope.weight(`${path}.${kernelName}`));
  const { scale, shift } = batchNorm(
    tf,
    normNames.map((name) => scope.weight(`${path}.${name}`)),
  );
  return tf.add(tf.mul(tf.conv2d(padded, filter, stride, 'valid'), scale), shift);
}

/** A batch norm with its running statistics is one product and one sum: γ / √(σ² + ε), β − μ · that. [out] each */
function batchNorm(tf: TensorFlow, norm: readonly Tensor[]): { scale: Tensor; shift: Tensor } {
  const [gamma, beta, mean, variance] = norm as [Tensor, Tensor, Tensor, Tensor];
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, batchNormEpsilon)));
  return { scale, shift: tf.sub(beta, tf.mul(mean, scale)) };
}

/** PyTorch's [out, in, height, width] → [height, width, in, out] */
function toFilter(tf: TensorFlow, weight: Tensor): Tensor4D {
  return tf.transpose(weight as Tensor4D, [2, 3, 1, 0]);
}

function padSides(tf: TensorFlow, x: Tensor4D, by: number): Tensor4D {
  if (by === 0) return x;
  const none: [number, number] = [0, 0];
  const side: [number, number] = [by, by];
  return withGradient<Tensor4D>(tf, {
    inputs: [x],
    forward: () => ({ value: tf.pad(x, [none, side, side, none]), saved: [] }),
    backward: (dy) => [() => tf.slice(dy, [0, by, by, 0], x.shape)],
  });
}

/** Makes one convolution with a bias of each convolution and its batch norm. */
function foldBatchNorms(tf: TensorFlow, config: ResNetConfig, weights: Map<string, Tensor>): void {
  for (const { path } of units(config)) {
    const used = [kernelName, ...normNames].map((name) => take(weights, `${path}.${name}`));
    const [filter, bias] = tf.tidy(() => {
      const [weight, ...norm] = used as [Tensor, ...Tensor[]];
      const { scale, shift } = batchNorm(tf, norm);
      return [tf.mul(toFilter(tf, weight), scale), shift];
    });
    tf.dispose(used);
    weights.set(`${path}.folded.weight`, filter).set(`${path}.folded.bias`, bias);
  }
}

function take(weights: Map<string, Tensor>, name: string): Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new RangeError(`the model has no ${name}`);
  weights.delete(name);
  return found;
}

function lastSize({ hiddenSizes }: ResNetConfig): number {
  return hiddenSizes[hiddenSizes.length - 1] ?? 0;
}
