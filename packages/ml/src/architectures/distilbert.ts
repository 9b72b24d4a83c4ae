import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { type ActivationName, activate, activationNames, relu } from '../nn/activation.ts';
import { embedding } from '../nn/embedding.ts';
import { layerNorm } from '../nn/layer-norm.ts';
import type { Scope } from '../nn/scope.ts';
import type {
  EncoderArchitecture,
  EncoderInput,
  EncoderShape,
  HfConfig,
  LinearLayout,
  ParameterLayout,
} from './architecture.ts';
import { configFields } from './config-fields.ts';
import { firstToken } from './first-token.ts';
import { linearParameters, normParameters } from './parameter-layouts.ts';
import { readHeadLabels } from './read-labels.ts';
import { paddingMask, selfAttention } from './self-attention.ts';

const epsilon = 1e-12;

export interface DistilBertConfig extends EncoderShape {
  layers: number;
  heads: number;
  intermediateSize: number;
  activation: ActivationName;
  dropout: { hidden: number; classifier: number };
}

/** DistilBERT (Sanh et al. 2019, 1910.01108): BERT without token types and pooler. */
export const distilbert: EncoderArchitecture<DistilBertConfig> = {
  kind: 'encoder',
  modelType: 'distilbert',
  classes: ['DistilBertForSequenceClassification', 'DistilBertModel', 'DistilBertForMaskedLM'],
  head: { modules: ['pre_classifier', 'classifier'], output: 'classifier' },
  readConfig,
  parameters,
  linears: (config) => layerPaths(config).flatMap((layer) => layerLinears(layer, config)),
  hiddenStates,
  pool: () => null,
  classify: (scope, config, hidden) => {
    const first = firstToken(scope.tf, hidden); // [batch, hidden]
    const dense = relu(scope.tf, scope.linear(first, 'pre_classifier'));
    return scope.linear(scope.dropout(dense, config.dropout.classifier), 'classifier') as Tensor2D; // [batch, labels]
  },
};

function readConfig(json: HfConfig): DistilBertConfig {
  const from = configFields(json, 'config.json');
  const hiddenSize = from.count('dim', 768);
  const heads = from.count('n_heads', 12);
  if (hiddenSize % heads !== 0) throw from.refuse('n_heads', `a divisor of dim ${hiddenSize}`);
  return {
    vocabSize: from.count('vocab_size'),
    contextLength: from.count('max_position_embeddings', 512),
    hiddenSize,
    tokenTypes: 0,
    labels: readHeadLabels(json),
    layers: from.count('n_layers', 6),
    heads,
    intermediateSize: from.count('hidden_dim', 3072),
    activation: from.choice('activation', activationNames, 'gelu'),
    dropout: { hidden: from.share('dropout', 0.1), classifier: from.share('seq_classif_dropout', 0.2) },
  };
}

function parameters(config: DistilBertConfig): ParameterLayout[] {
  const { hiddenSize: size, vocabSize, contextLength, labels } = config;
  const head = [
    { module: 'pre_classifier', in: size, out: size },
    { module: 'classifier', in: size, out: labels?.length ?? 0 },
  ];
  return [
    { name: 'distilbert.embeddings.word_embeddings.weight', shape: [vocabSize, size], isDecayed: true },
    { name: 'distilbert.embeddings.position_embeddings.weight', shape: [contextLength, size], isDecayed: true },
    ...normParameters('distilbert.embeddings.LayerNorm', size),
    ...layerPaths(config).flatMap((layer) => [
      ...layerLinears(layer, config).flatMap(linearParameters),
      ...normParameters(`${layer}.sa_layer_norm`, size),
      ...normParameters(`${layer}.output_layer_norm`, size),
    ]),
    ...(labels === null ? [] : head.flatMap(linearParameters)),
  ];
}

function layerPaths({ layers }: DistilBertConfig): string[] {
  return Array.from({ length: layers }, (_, index) => `distilbert.transformer.layer.${index}`);
}

function layerLinears(layer: string, { hiddenSize: size, intermediateSize: wide }: DistilBertConfig): LinearLayout[] {
  return [
    { module: `${layer}.attention.q_lin`, in: size, out: size },
    { module: `${layer}.attention.k_lin`, in: size, out: size },
    { module: `${layer}.attention.v_lin`, in: size, out: size },
    { module: `${layer}.attention.out_lin`, in: size, out: size },
    { module: `${layer}.ffn.lin1`, in: size, out: wide },
    { module: `${layer}.ffn.lin2`, in: wide, out: size },
  ];
}

function hiddenStates(scope: Scope, config: DistilBertConfig, { ids, attentionMask }: EncoderInput): Tensor3D {
  const { tf } = scope;
  const { heads, dropout, activation } = config;
  const normalize = (x: Tensor3D, module: string) => layerNorm(scope, x, { module, epsilon });
  const mask = paddingMask(tf, attentionMask); // [batch, 1, 1, time]

  function runLayer(x: Tensor3D, layer: string): Tensor3D {
    const linear = (from: Tensor3D, name: string) => scope.linear(from, `${layer}.${name}`) as Tensor3D;
    const [query, key, value] = [
      linear(x, 'attention.q_lin'),
      linear(x, 'attention.k_lin'),
      linear(x, 'attention.v_lin'),
    ];
    const seen = selfAttention(tf, { query, key, value }, { heads, mask }); // [batch, time, hidden]
    const middle = normalize(tf.add(x, linear(seen, 'attention.out_lin')), `${layer}.sa_layer_norm`);
    const wide = activate(tf, activation, linear(middle, 'ffn.lin1')); // [batch, time, intermediate]
    const narrow = scope.dropout(linear(wide, 'ffn.lin2'), dropout.hidden);
    return normalize(tf.add(middle, narrow), `${layer}.output_layer_norm`); // [batch, time, hidden]
  }

  const start = scope.dropout(normalize(embed(scope, ids), 'distilbert.embeddings.LayerNorm'), dropout.hidden);
  return layerPaths(config).reduce((x, layer, index) => scope.layer(index, x, (from) => runLayer(from, layer)), start);
}

/** The sum of what the word and its place say. [batch, time, hidden] */
function embed(scope: Scope, ids: Tensor2D): Tensor3D {
  const { tf } = scope;
  const words = embedding(scope, ids, 'distilbert.embeddings.word_embeddings');
  const positions = tf.expandDims<Tensor2D>(tf.range(0, ids.shape[1], 1, 'int32'), 0); // [1, time]
  return tf.add(words, embedding(scope, positions, 'distilbert.embeddings.position_embeddings'));
}
