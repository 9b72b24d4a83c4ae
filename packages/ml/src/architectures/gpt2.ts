import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { type ActivationName, activate, activationNames } from '../nn/activation.ts';
import { attention } from '../nn/attention.ts';
import { embedding } from '../nn/embedding.ts';
import { headsToRows } from '../nn/heads.ts';
import { joinCache } from '../nn/join-cache.ts';
import { layerNorm } from '../nn/layer-norm.ts';
import type { Scope } from '../nn/scope.ts';
import { splitViews } from '../nn/split-views.ts';
import type {
  CausalInput,
  CausalLmArchitecture,
  CausalLmShape,
  CausalOutput,
  HfConfig,
  LinearLayout,
  ParameterLayout,
} from './architecture.ts';
import { configFields } from './config-fields.ts';
import { normParameters } from './parameter-layouts.ts';

export interface Gpt2Config extends CausalLmShape {
  intermediateSize: number;
  activation: ActivationName;
  epsilon: number;
  /** The head's weight is the embedding's. */
  isHeadTied: boolean;
  dropout: { embedding: number; residual: number };
  /** What the scores of a layer are multiplied by. */
  attentionScales: readonly number[];
}

/** GPT-2 (Radford et al. 2019): learned positions, layer norms, weights stored [in, out] (`Conv1D`). */
export const gpt2: CausalLmArchitecture<Gpt2Config> = {
  kind: 'causal-lm',
  modelType: 'gpt2',
  classes: ['GPT2LMHeadModel'],
  readConfig,
  parameters,
  linears: (config) => blocks(config).flatMap((block) => blockLinears(config, block)),
  hiddenStates,
  logits: (scope, _, hidden) => scope.linear(hidden, 'lm_head'),
};

function readConfig(json: HfConfig): Gpt2Config {
  const from = configFields(json, 'config.json');
  if (from.flag('add_cross_attention', false)) throw from.refuse('add_cross_attention', 'false');
  const hiddenSize = from.count('n_embd', 768);
  const heads = from.count('n_head', 12);
  if (hiddenSize % heads !== 0) throw from.refuse('n_head', `a divisor of n_embd ${hiddenSize}`);
  const layers = from.count('n_layer', 12);
  const headDim = hiddenSize / heads;
  const scale = from.flag('scale_attn_weights', true) ? 1 / Math.sqrt(headDim) : 1;
  const isByDepth = from.flag('scale_attn_by_inverse_layer_idx', false);
  return {
    vocabSize: from.count('vocab_size', 50_257),
    contextLength: from.count('n_positions', 1024),
    layers,
    hiddenSize,
    heads,
    kvHeads: heads,
    headDim,
    slidingWindow: null,
    intermediateSize: from.count('n_inner', 4 * hiddenSize),
    activation: from.choice('activation_function', activationNames, 'gelu_new'),
    epsilon: from.number('layer_norm_epsilon', 1e-5),
    isHeadTied: from.flag('tie_word_embeddings', true),
    dropout: { embedding: from.share('embd_pdrop', 0.1), residual: from.share('resid_pdrop', 0.1) },
    attentionScales: Array.from({ length: layers }, (_, index) => (isByDepth ? scale / (index + 1) : scale)),
  };
}

function blocks({ layers }: Gpt2Config): string[] {
  return Array.from({ length: layers }, (_, index) => `transformer.h.${index}`);
}

function blockLinears({ hiddenSize, intermediateSize }: Gpt2Config, block: string): LinearLayout[] {
  return [
    { module: `${block}.attn.c_attn`, in: hiddenSize, out: 3 * hiddenSize, isTransposed: true },
    { module: `${block}.attn.c_proj`, in: hiddenSize, out: hiddenSize, isTransposed: true },
    { module: `${block}.mlp.c_fc`, in: hiddenSize, out: intermediateSize, isTransposed: true },
    { module: `${block}.mlp.c_proj`, in: intermediateSize, out: hiddenSize, isTransposed: true },
  ];
}

function parameters(config: Gpt2Config): ParameterLayout[] {
  const { vocabSize, contextLength, hiddenSize } = config;
  const table = { name: 'transformer.wte.weight', shape: [vocabSize, hiddenSize], isDecayed: true };
  const head = { ...table, name: 'lm_head.weight' };
  return [
    table,
    { name: 'transformer.wpe.weight', shape: [contextLength, hiddenSize], isDecayed: true },
    ...blocks(config).flatMap((block) => [
      ...normParameters(`${block}.ln_1`, hiddenSize),
      ...blockLinears(config, block).flatMap(({ module, in: inSize, out }) => [
        { name: `${module}.weight`, shape: [inSize, out], isDecayed: true },
        { name: `${module}.bias`, shape: [out], isDecayed: false },
      ]),
      ...normParameters(`${block}.ln_2`, hiddenSize),
    ]),
    ...normParameters('transformer.ln_f', hiddenSize),
    config.isHeadTied ? { ...head, tiedTo: table.name } : head,
  ];
}

function hiddenStates(
  scope: Scope,
  config: Gpt2Config,
  { ids, positions, mask, cache: past }: CausalInput,
): CausalOutput {
  const { tf } = scope;
  const { epsilon, hiddenSize, heads, headDim, dropout } = config;
  const [batch, time] = ids.shape;
  const cache: { key: Tensor4D; value: Tensor4D }[] = [];
  const words = embedding(scope, ids, 'transformer.wte'); // [batch, time, hidden]
  const places = embedding(scope, positions, 'transformer.wpe'); // [batch, time, hidden]
  const embedded = tf.reshape(tf.add(words, places), [batch * time, hiddenSize]); // [rows, hidden]
  let x = scope.dropout(embedded, dropout.embedding) as Tensor2D;
  for (const [index, block] of blocks(config).entries()) {
    x = scope.layer(index, x, (before) => {
      const normed = layerNorm(scope, before, { module: `${block}.ln_1`, epsilon }); // [rows, hidden]
      const joint = scope.linear(normed, `${block}.attn.c_attn`); // [rows, 3 · hidden]
      const { query, ...read } = splitViews(tf, joint, { batch, heads, headDim }); // [batch, heads, time, headDim]
      const { key, value } = joinCache(tf, past?.[index], read); // [batch, heads, past + time, headDim]
      cache[index] = { key, value };
      const seen = attention(tf, { query, key, value, mask, scale: config.attentionScales[index] ?? 1 });
      const rows = headsToRows(tf, seen); // [rows, hidden]
      const attended = scope.dropout(scope.linear(rows, `${block}.attn.c_proj`), dropout.residual);
      const middle = tf.add(before, attended); // [rows, hidden]
      const ready = layerNorm(scope, middle, { module: `${block}.ln_2`, epsilon });
      const wide = activate(tf, config.activation, scope.linear(ready, `${block}.mlp.c_fc`)); // [rows, intermediate]
      const narrow = scope.dropout(scope.linear(wide, `${block}.mlp.c_proj`), dropout.residual);
      return tf.add(middle, narrow); // [rows, hidden]
    });
  }
  const hidden = layerNorm(scope, x, { module: 'transformer.ln_f', epsilon });
  return { hidden: tf.reshape(hidden, [batch, time, hiddenSize]) as Tensor3D, cache };
}
