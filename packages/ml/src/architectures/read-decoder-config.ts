import { activationNames } from '../nn/activation.ts';
import type { HfConfig } from './architecture.ts';
import { type ConfigFields, configFields } from './config-fields.ts';
import { readRopeConfig } from './rope-config.ts';
import type { RotaryDecoderConfig } from './rotary-decoder.ts';

/** What a family takes where config.json is silent. */
export interface DecoderDefaults {
  contextLength: number;
  /** Null: as many as heads. */
  kvHeads: number | null;
  /** Null: hidden size / heads. */
  headDim: number | null;
  epsilon: number;
}

/** The fields that Llama and its relatives share. Biases, head norms and windows are each family's own to add. */
export function readDecoderConfig(
  json: HfConfig,
  defaults: DecoderDefaults,
  from: ConfigFields = configFields(json, 'config.json'),
): RotaryDecoderConfig {
  const hiddenSize = from.count('hidden_size');
  const heads = from.count('num_attention_heads');
  // Null stands for as many as heads, whatever the family's default is.
  const kvHeads =
    json.num_key_value_heads === null ? heads : from.count('num_key_value_heads', defaults.kvHeads ?? heads);
  if (heads % kvHeads !== 0) throw from.refuse('num_key_value_heads', `a divisor of num_attention_heads ${heads}`);
  const headDim = from.count('head_dim', defaults.headDim ?? Math.floor(hiddenSize / heads));
  if (headDim % 2 !== 0)
    throw from.refuse('head_dim', `an even number (hidden_size / num_attention_heads is ${hiddenSize / heads})`);
  return {
    vocabSize: from.count('vocab_size'),
    contextLength: from.count('max_position_embeddings', defaults.contextLength),
    layers: from.count('num_hidden_layers'),
    hiddenSize,
    heads,
    kvHeads,
    headDim,
    slidingWindow: null,
    intermediateSize: from.count('intermediate_size'),
    activation: from.choice('hidden_act', activationNames, 'silu'),
    epsilon: from.number('rms_norm_eps', defaults.epsilon),
    frequencies: readRopeConfig(json, headDim),
    isHeadTied: from.flag('tie_word_embeddings', false),
    biases: { queryKeyValue: false, output: false, mlp: false },
    hasHeadNorms: false,
  };
}
