import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { type ActivationName, activate, activationNames } from '../nn/activation.ts';
import { embedding } from '../nn/embedding.ts';
import { layerNorm } from '../nn/layer-norm.ts';
import type { Scope } from '../nn/scope.ts';
import type { EncoderInput, EncoderShape, HfConfig, LinearLayout, ParameterLayout } from './architecture.ts';
import { type ConfigFields, configFields } from './config-fields.ts';
import { firstToken } from './first-token.ts';
import { linearParameters, normParameters } from './parameter-layouts.ts';
import { isNamed, readHeadLabels } from './read-labels.ts';
import { paddingMask, selfAttention } from './self-attention.ts';

export interface BertConfig extends EncoderShape {
  layers: number;
  heads: number;
  intermediateSize: number;
  maxPositions: number;
  activation: ActivationName;
  epsilon: number;
  dropout: { hidden: number; classifier: number };
  /** False for the classes that never had one; a plain encoder's file may lack it all the same. */
  hasPooler: boolean;
}

/** What BERT and RoBERTa have in common: `prefix` is `bert` or `roberta`. */
export function readBertConfig(json: HfConfig, from: ConfigFields = configFields(json, 'config.json')): BertConfig {
  if (from.flag('is_decoder', false)) throw from.refuse('is_decoder', 'false');
  from.choice('position_embedding_type', ['absolute'], 'absolute');
  const maxPositions = from.count('max_position_embeddings', 512);
  const hiddenSize = from.count('hidden_size', 768);
  const heads = from.count('num_attention_heads', 12);
  if (hiddenSize % heads !== 0) throw from.refuse('num_attention_heads', `a divisor of hidden_size ${hiddenSize}`);
  const hidden = from.share('hidden_dropout_prob', 0.1);
  return {
    vocabSize: from.count('vocab_size'),
    contextLength: maxPositions,
    hiddenSize,
    labels: readHeadLabels(json),
    layers: from.count('num_hidden_layers', 12),
    heads,
    intermediateSize: from.count('intermediate_size', 3072),
    maxPositions,
    tokenTypes: from.count('type_vocab_size', 2),
    activation: from.choice('hidden_act', activationNames, 'gelu'),
    epsilon: from.number('layer_norm_eps', 1e-12),
    dropout: { hidden, classifier: from.share('classifier_dropout', hidden) },
    hasPooler: !isNamed(json, 'ForMaskedLM'),
  };
}

export function bertParameters(prefix: string, config: BertConfig): ParameterLayout[] {
  const { hiddenSize: size, vocabSize, maxPositions, tokenTypes, hasPooler, labels } = config;
  const embedding = (name: string, rows: number) => ({
    name: `${prefix}.embeddings.${name}.weight`,
    shape: [rows, size],
    isDecayed: true,
  });
  const pooler = linearParameters({ module: `${prefix}.pooler.dense`, in: size, out: size });
  return [
    embedding('word_embeddings', vocabSize),
    embedding('position_embeddings', maxPositions),
    embedding('token_type_embeddings', tokenTypes),
    ...normParameters(`${prefix}.embeddings.LayerNorm`, size),
    ...layerPaths(prefix, config).flatMap((layer) => [
      ...layerLinears(layer, config).flatMap(linearParameters),
      ...normParameters(`${layer}.attention.output.LayerNorm`, size),
      ...normParameters(`${layer}.output.LayerNorm`, size),
    ]),
    ...(hasPooler ? pooler.map((one) => ({ ...one, isOptional: labels === null })) : []),
  ];
}

export function bertLinears(prefix: string, config: BertConfig): LinearLayout[] {
  const size = config.hiddenSize;
  const layers = layerPaths(prefix, config).flatMap((layer) => layerLinears(layer, config));
  return config.hasPooler ? [...layers, { module: `${prefix}.pooler.dense`, in: size, out: size }] : layers;
}

function layerPaths(prefix: string, { layers }: BertConfig): string[] {
  return Array.from({ length: layers }, (_, index) => `${prefix}.encoder.layer.${index}`);
}

function layerLinears(layer: string, { hiddenSize: size, intermediateSize: wide }: BertConfig): LinearLayout[] {
  return [
    { module: `${layer}.attention.self.query`, in: size, out: size },
    { module: `${layer}.attention.self.key`, in: size, out: size },
    { module: `${layer}.attention.self.value`, in: size, out: size },
    { module: `${layer}.attention.output.dense`, in: size, out: size },
    { module: `${layer}.intermediate.dense`, in: size, out: wide },
    { module: `${layer}.output.dense`, in: wide, out: size },
  ];
}

export interface BertInput extends EncoderInput {
  /** Rows of the position embeddings. [batch or 1, time], int32 */
  positions: Tensor2D;
}

/** Post-norm transformer layers (Devlin et al. 2018, 1810.04805): a norm follows each sum. */
export function bertHiddenStates(
  scope: Scope,
  { prefix, config }: { prefix: string; config: BertConfig },
  input: BertInput,
): Tensor3D {
  const { tf } = scope;
  const { heads, epsilon, dropout, activation } = config;
  const normalize = (x: Tensor3D, module: string) => layerNorm(scope, x, { module: `${module}.LayerNorm`, epsilon });
  const mask = paddingMask(tf, input.attentionMask); // [batch, 1, 1, time]

  function runLayer(x: Tensor3D, layer: string): Tensor3D {
    const linear = (from: Tensor3D, name: string) => scope.linear(from, `${layer}.${name}`) as Tensor3D;
    const [query, key, value] = [
      linear(x, 'attention.self.query'),
      linear(x, 'attention.self.key'),
      linear(x, 'attention.self.value'),
    ];
    const seen = selfAttention(tf, { query, key, value }, { heads, mask }); // [batch, time, hidden]
    const attended = scope.dropout(linear(seen, 'attention.output.dense'), dropout.hidden);
    const middle = normalize(tf.add(x, attended), `${layer}.attention.output`); // [batch, time, hidden]
    const wide = activate(tf, activation, linear(middle, 'intermediate.dense')); // [batch, time, intermediate]
    const narrow = scope.dropout(linear(wide, 'output.dense'), dropout.hidden);
    return normalize(tf.add(middle, narrow), `${layer}.output`); // [batch, time, hidden]
  }

  const start = scope.dropout(normalize(embed(scope, prefix, input), `${prefix}.embeddings`), dropout.hidden);
  return layerPaths(prefix, config).reduce(
    (x, layer, index) => scope.layer(index, x, (from) => runLayer(from, layer)),
    start,
  );
}

/** The sum of what the word, its place and its text say. [batch, time, hidden] */
function embed(scope: Scope, prefix: string, { ids, positions, tokenTypes }: BertInput): Tensor3D {
  const { tf } = scope;
  const look = (rows: Tensor2D, name: string) => embedding(scope, rows, `${prefix}.embeddings.${name}`);
  const types: Tensor2D = tokenTypes ?? tf.zeros([1, 1], 'int32');
  const words = tf.add(look(ids, 'word_embeddings'), look(types, 'token_type_embeddings'));
  return tf.add(words, look(positions, 'position_embeddings'));
}

/** tanh(W · first token + b); null for a file without. [batch, time, hidden] → [batch, hidden] */
export function bertPool(scope: Scope, prefix: string, hidden: Tensor3D): Tensor2D | null {
  if (!scope.has(`${prefix}.pooler.dense.weight`)) return null;
  return scope.tf.tanh(scope.linear(firstToken(scope.tf, hidden), `${prefix}.pooler.dense`)) as Tensor2D;
}
