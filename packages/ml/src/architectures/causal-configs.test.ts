import { expect, it } from 'vitest';
import type { HfConfig } from './architecture.ts';
import { countParameters } from './count-parameters.ts';
import { findArchitecture } from './registry.ts';

const llama: HfConfig = {
  architectures: ['LlamaForCausalLM'],
  vocab_size: 100,
  hidden_size: 32,
  intermediate_size: 48,
  num_attention_heads: 4,
  num_hidden_layers: 2,
};
const mistral: HfConfig = { ...llama, architectures: ['MistralForCausalLM'], num_key_value_heads: 2 };
const qwen2: HfConfig = {
  ...mistral,
  architectures: ['Qwen2ForCausalLM'],
  use_sliding_window: true,
  sliding_window: 8,
};
const qwen3: HfConfig = { ...mistral, architectures: ['Qwen3ForCausalLM'] };
const gpt2: HfConfig = { architectures: ['GPT2LMHeadModel'] };

const read = (json: HfConfig) => findArchitecture(json, 'causal-lm').readConfig(json);

it.each<[string, HfConfig, object]>([
  ['as many key heads as heads', llama, { kvHeads: 4, headDim: 8, contextLength: 2048, epsilon: 1e-6 }],
  ['null for as many', { ...mistral, num_key_value_heads: null }, { kvHeads: 4 }],
  ['a head size of its own', { ...llama, head_dim: 16 }, { headDim: 16 }],
  [
    'biases of Llama',
    { ...llama, attention_bias: true },
    { biases: { queryKeyValue: true, output: true, mlp: false } },
  ],
  [
    'biases of its middle',
    { ...llama, mlp_bias: true },
    { biases: { queryKeyValue: false, output: false, mlp: true } },
  ],
  ['a window', { ...mistral, sliding_window: 64 }, { slidingWindow: 64 }],
  ['no window', { ...mistral, sliding_window: null }, { slidingWindow: null }],
  ['a window that is off', { ...qwen2, use_sliding_window: false }, { slidingWindow: null }],
  ['a window that begins after the last layer', qwen2, { slidingWindow: null }],
  ['a window in all layers', { ...qwen2, max_window_layers: 0 }, { slidingWindow: 8 }],
  [
    'a window in all layers, listed',
    { ...qwen2, layer_types: ['sliding_attention', 'sliding_attention'] },
    { slidingWindow: 8 },
  ],
  ['biases of Qwen2', qwen2, { biases: { queryKeyValue: true, output: false, mlp: false }, hasHeadNorms: false }],
  ['Qwen3', qwen3, { headDim: 128, hasHeadNorms: true, isHeadTied: false }],
  [
    'GPT-2 small',
    gpt2,
    { vocabSize: 50_257, contextLength: 1024, layers: 12, intermediateSize: 3072, isHeadTied: true },
  ],
  ['an inner size', { ...gpt2, n_inner: 100 }, { intermediateSize: 100 }],
  ['scores that are not scaled', { ...gpt2, n_layer: 2, scale_attn_weights: false }, { attentionScales: [1, 1] }],
  [
    'scores by depth',
    { ...gpt2, n_layer: 2, scale_attn_by_inverse_layer_idx: true },
    { attentionScales: [1 / 8, 1 / 16] },
  ],
])('reads %s', (_, json, expected) => {
  expect(read(json)).toMatchObject(expected);
});

it.each<[HfConfig, string]>([
  [{ ...llama, num_key_value_heads: 3 }, 'num_key_value_heads must be a divisor of num_attention_heads 4; found 3'],
  [
    { ...llama, hidden_size: 36 },
    'head_dim must be an even number (hidden_size / num_attention_heads is 9); it is missing',
  ],
  [{ ...llama, pretraining_tp: 2 }, 'pretraining_tp must be 1; found 2'],
  [
    { ...llama, hidden_act: 'mish' },
    'hidden_act must be one of gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, silu, swish, relu; found "mish"',
  ],
  [{ ...qwen2, max_window_layers: 1 }, 'max_window_layers must be such that all layers see alike; found 1'],
  [
    { ...qwen2, layer_types: ['full_attention', 'sliding_attention'] },
    'layer_types must be such that all layers see alike; found ["full_attention","sliding_attention"]',
  ],
  [{ ...gpt2, add_cross_attention: true }, 'add_cross_attention must be false; found true'],
  [{ ...gpt2, n_head: 7 }, 'n_head must be a divisor of n_embd 768; found 7'],
])('refuses %o', (json, message) => {
  expect(() => read(json)).toThrow(
    expect.objectContaining({ code: 'invalid_file', message: `config.json: ${message}` }),
  );
});

/** Counts as the hub shows them for the published models. */
it.each<[string, HfConfig, number]>([
  ['GPT-2 124M', gpt2, 124_439_808],
  [
    'SmolLM2 135M',
    {
      ...llama,
      vocab_size: 49_152,
      hidden_size: 576,
      intermediate_size: 1536,
      num_attention_heads: 9,
      num_key_value_heads: 3,
      num_hidden_layers: 30,
      tie_word_embeddings: true,
    },
    134_515_008,
  ],
  [
    'Mistral 7B',
    {
      ...mistral,
      vocab_size: 32_000,
      hidden_size: 4096,
      intermediate_size: 14_336,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      num_hidden_layers: 32,
    },
    7_241_732_096,
  ],
  [
    'Qwen2.5 0.5B',
    {
      ...qwen2,
      vocab_size: 151_936,
      hidden_size: 896,
      intermediate_size: 4864,
      num_attention_heads: 14,
      num_key_value_heads: 2,
      num_hidden_layers: 24,
      tie_word_embeddings: true,
    },
    494_032_768,
  ],
  [
    'Qwen3 0.6B',
    {
      ...qwen3,
      vocab_size: 151_936,
      hidden_size: 1024,
      intermediate_size: 3072,
      num_attention_heads: 16,
      num_key_value_heads: 8,
      num_hidden_layers: 28,
      tie_word_embeddings: true,
    },
    596_049_920,
  ],
])('counts the parameters of %s', (_, json, count) => {
  const architecture = findArchitecture(json, 'causal-lm');
  expect(countParameters(architecture.parameters(architecture.readConfig(json)))).toBe(count);
});

it.each([llama, mistral, qwen2, qwen3, gpt2])(
  'gives each linear map the weight of its parameter: $architectures',
  (json) => {
    const architecture = findArchitecture(json, 'causal-lm');
    const config = architecture.readConfig(json);
    const shapes = new Map(architecture.parameters(config).map(({ name, shape }) => [name, shape]));
    const linears = architecture.linears(config);
    expect(linears).toHaveLength(config.layers * (json === gpt2 ? 4 : 7));
    for (const { module, in: inSize, out, isTransposed } of linears)
      expect(shapes.get(`${module}.weight`)).toEqual(isTransposed ? [inSize, out] : [out, inSize]);
  },
);
