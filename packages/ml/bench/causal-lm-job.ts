import type { LoraMethod } from '@modelmint/domain/causal-lm-spec';
import type { CausalLmArchitecture, HfConfig } from '../src/architectures/architecture.ts';

/** What both sides of a language model's row read. */
export interface CausalLmJob {
  modelFolder: string;
  /** The adapter that training starts from; null: all parameters are trained. */
  adapterFolder: string | null;
  vocabSize: number;
  batch: number;
  time: number;
  learningRate: number;
  weightDecay: number;
  clipNorm: number;
  warmUpSteps: number;
  seconds: number;
}

export interface CausalLmCase {
  architecture: CausalLmArchitecture;
  json: HfConfig;
  isLora: boolean;
}

/** Rank 8 beside all linear maps. */
export const loraMethod: LoraMethod = {
  kind: 'lora',
  rank: 8,
  alpha: 16,
  dropout: 0,
  targetModules: null,
  useRslora: false,
};
export const loraSeed = 1;

export const gpt2Small: HfConfig = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_embd: 768,
  n_layer: 12,
  n_head: 12,
  n_positions: 1024,
  vocab_size: 50_257,
  activation_function: 'gelu_new',
  embd_pdrop: 0,
  attn_pdrop: 0,
  resid_pdrop: 0,
  tie_word_embeddings: true,
};

/** Of SmolLM2-135M's config.json. */
export const smolLm2: HfConfig = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 576,
  intermediate_size: 1536,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  vocab_size: 49_152,
  max_position_embeddings: 8192,
  rms_norm_eps: 1e-5,
  rope_theta: 100_000,
  hidden_act: 'silu',
  attention_bias: false,
  tie_word_embeddings: true,
};
