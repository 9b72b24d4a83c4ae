import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { type ActivationName, activate, activationNames } from '../nn/activation.ts';
import { layerNorm } from '../nn/layer-norm.ts';
import type { Scope } from '../nn/scope.ts';
import type {
  HfConfig,
  ImageClassifierArchitecture,
  ImageClassifierShape,
  LinearLayout,
  ParameterLayout,
} from './architecture.ts';
import { configFields } from './config-fields.ts';
import { firstToken } from './first-token.ts';
import { linearParameters, normParameters } from './parameter-layouts.ts';
import { readLabels } from './read-labels.ts';
import { selfAttention } from './self-attention.ts';

export interface VitConfig extends ImageClassifierShape {
  imageSize: number;
  patchSize: number;
  hiddenSize: number;
  layers: number;
  heads: number;
  intermediateSize: number;
  activation: ActivationName;
  epsilon: number;
  hasQkvBias: boolean;
  dropout: number;
}

/**
 * Vision Transformer (Dosovitskiy et al. 2020, 2010.11929) as `ViTForImageClassification`. Images have the size that the
 * positions were learned for; they are not interpolated.
 */
export const vit: ImageClassifierArchitecture<VitConfig> = {
  kind: 'image-classifier',
  modelType: 'vit',
  classes: ['ViTForImageClassification'],
  head: { modules: ['classifier'], output: 'classifier' },
  readConfig,
  parameters,
  linears: (config) => layerPaths(config).flatMap((layer) => layerLinears(layer, config)),
  moduleOf,
  adapterNameOf,
  hiddenStates,
  classify: (scope, { epsilon }, hidden) => {
    const first = firstToken(scope.tf, hidden as Tensor3D); // [batch, hidden]
    return scope.linear(layerNorm(scope, first, { module: 'vit.layernorm', epsilon }), 'classifier') as Tensor2D;
  },
};

function readConfig(json: HfConfig): VitConfig {
  const from = configFields(json, 'config.json');
  const hiddenSize = from.count('hidden_size', 768);
  const heads = from.count('num_attention_heads', 12);
  if (hiddenSize % heads !== 0) throw from.refuse('num_attention_heads', `a divisor of hidden_size ${hiddenSize}`);
  const imageSize = from.count('image_size', 224);
  const patchSize = from.count('patch_size', 16);
  if (patchSize > imageSize) throw from.refuse('patch_size', `at most image_size ${imageSize}`);
  return {
    labels: readLabels(json),
    channels: from.count('num_channels', 3),
    imageSize,
    patchSize,
    hiddenSize,
    heads,
    layers: from.count('num_hidden_layers', 12),
    intermediateSize: from.count('intermediate_size', 3072),
    activation: from.choice('hidden_act', activationNames, 'gelu'),
    epsilon: from.number('layer_norm_eps', 1e-12),
    hasQkvBias: from.flag('qkv_bias', true),
    dropout: from.share('hidden_dropout_prob', 0),
  };
}

function parameters(config: VitConfig): ParameterLayout[] {
  const { hiddenSize: size, channels, patchSize, labels, hasQkvBias } = config;
  const patches = 'vit.embeddings.patch_embeddings.projection';
  const isThere = ({ name }: ParameterLayout) => hasQkvBias || !/\.attention\.attention\.\w+\.bias$/.test(name);
  return [
    { name: 'vit.embeddings.cls_token', shape: [1, 1, size], isDecayed: false },
    { name: 'vit.embeddings.position_embeddings', shape: [1, perSide(config) ** 2 + 1, size], isDecayed: false },
    { name: `${patches}.weight`, shape: [size, channels, patchSize, patchSize], isDecayed: true },
    { name: `${patches}.bias`, shape: [size], isDecayed: false },
    ...layerPaths(config).flatMap((layer) => [
      ...normParameters(`${layer}.layernorm_before`, size),
      ...layerLinears(layer, config).flatMap(linearParameters).filter(isThere),
      ...normParameters(`${layer}.layernorm_after`, size),
    ]),
    ...normParameters('vit.layernorm', size),
    ...linearParameters({ module: 'classifier', in: size, out: labels.length }),
  ];
}

function layerPaths({ layers }: VitConfig): string[] {
  return Array.from({ length: layers }, (_, index) => `vit.encoder.layer.${index}`);
}

function layerLinears(layer: string, { hiddenSize: size, intermediateSize: wide }: VitConfig): LinearLayout[] {
  return [
    { module: `${layer}.attention.attention.query`, in: size, out: size },
    { module: `${layer}.attention.attention.key`, in: size, out: size },
    { module: `${layer}.attention.attention.value`, in: size, out: size },
    { module: `${layer}.attention.output.dense`, in: size, out: size },
    { module: `${layer}.intermediate.dense`, in: size, out: wide },
    { module: `${layer}.output.dense`, in: wide, out: size },
  ];
}

const newerNames: Readonly<Record<string, string>> = {
  'attention.q_proj': 'attention.attention.query',
  'attention.k_proj': 'attention.attention.key',
  'attention.v_proj': 'attention.attention.value',
  'attention.o_proj': 'attention.output.dense',
  'mlp.fc1': 'intermediate.dense',
  'mlp.fc2': 'output.dense',
};

/** Newer versions of transformers rename the layers in memory, so adapters made there have other names than the weights. */
function moduleOf(name: string): string {
  const [, layer, module] = /^vit\.layers\.(\d+)\.(.+)$/.exec(name) ?? [];
  const known = module === undefined ? undefined : newerNames[module];
  return known === undefined ? name : `vit.encoder.layer.${layer}.${known}`;
}

function adapterNameOf(module: string): string {
  const [, layer, older] = /^vit\.encoder\.layer\.(\d+)\.(.+)$/.exec(module) ?? [];
  const newer = Object.keys(newerNames).find((name) => newerNames[name] === older);
  return newer === undefined ? module : `vit.layers.${layer}.${newer}`;
}

/** Before the last norm. [batch, height, width, channels] → [batch, 1 + patches, hidden] */
function hiddenStates(scope: Scope, config: VitConfig, pixels: Tensor4D): Tensor3D {
  const { tf } = scope;
  const { heads, epsilon, dropout, activation } = config;

  function runLayer(x: Tensor3D, layer: string): Tensor3D {
    const linear = (from: Tensor3D, name: string) => scope.linear(from, `${layer}.${name}`) as Tensor3D;
    const before = layerNorm(scope, x, { module: `${layer}.layernorm_before`, epsilon });
    const [query, key, value] = [
      linear(before, 'attention.attention.query'),
      linear(before, 'attention.attention.key'),
      linear(before, 'attention.attention.value'),
    ];
    const seen = selfAttention(tf, { query, key, value }, { heads, mask: null }); // [batch, time, hidden]
    const middle: Tensor3D = tf.add(x, scope.dropout(linear(seen, 'attention.output.dense'), dropout));
    const after = layerNorm(scope, middle, { module: `${layer}.layernorm_after`, epsilon });
    const wide = activate(tf, activation, linear(after, 'intermediate.dense')); // [batch, time, intermediate]
    return tf.add(middle, scope.dropout(linear(wide, 'output.dense'), dropout)); // [batch, time, hidden]
  }

  return layerPaths(config).reduce(
    (x, layer, index) => scope.layer(index, x, (from) => runLayer(from, layer)),
    scope.dropout(embed(scope, config, pixels), dropout),
  );
}

/** [batch, height, width, channels] → [batch, 1 + patches, hidden] */
function embed({ tf, weight }: Scope, config: VitConfig, pixels: Tensor4D): Tensor3D {
  const { patchSize: patch, hiddenSize: size, channels } = config;
  const side = perSide(config);
  const batch = pixels.shape[0];
  // A convolution whose steps are as wide as its filter is one product over the patches.
  const whole = tf.slice(pixels, [0, 0, 0, 0], [batch, side * patch, side * patch, channels]);
  const rows: Tensor4D = tf.reshape(whole, [batch * side, patch, side, patch * channels]);
  const patches: Tensor2D = tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [
    batch * side * side,
    patch * patch * channels,
  ]);
  const filter = weight('vit.embeddings.patch_embeddings.projection.weight') as Tensor4D; // [hidden, channels, patch, patch]
  const matrix: Tensor2D = tf.reshape(tf.transpose(filter, [0, 2, 3, 1]), [size, patch * patch * channels]);
  const bias = weight('vit.embeddings.patch_embeddings.projection.bias');
  const projected = tf.add(tf.matMul(patches, matrix, false, true), bias); // [batch · patches, hidden]
  const first: Tensor3D = tf.add(tf.zeros([batch, 1, size]), weight('vit.embeddings.cls_token'));
  const others: Tensor3D = tf.reshape(projected, [batch, side * side, size]);
  const tokens = tf.concat([first, others], 1);
  return tf.add(tokens, weight('vit.embeddings.position_embeddings'));
}

/** Patches along one side; what is left over at the right and below is not looked at. */
function perSide({ imageSize, patchSize }: VitConfig): number {
  return Math.floor(imageSize / patchSize);
}
