import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import type { HfConfig } from '../architectures/architecture.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** `config.json` of a language model that is trained from scratch: for a Llama as transformers reads it. */
export function modelJson(spec: LanguageModelSpec, { vocabSize, bosId, eosId }: Tokenizer): HfConfig {
  const common = {
    vocab_size: vocabSize,
    hidden_size: spec.hiddenSize,
    num_hidden_layers: spec.layers,
    max_position_embeddings: spec.contextLength,
    tie_word_embeddings: spec.isHeadTied,
    bos_token_id: bosId,
    eos_token_id: eosId,
    torch_dtype: 'float32',
  };
  if (spec.kind === 'lstm')
    return {
      architectures: ['LstmForCausalLM'],
      model_type: 'modelmint_lstm',
      ...common,
      embedding_size: spec.embeddingSize,
      dropout: spec.dropout,
    };
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    ...common,
    intermediate_size: spec.intermediateSize,
    num_attention_heads: spec.heads,
    num_key_value_heads: spec.kvHeads,
    hidden_act: 'silu',
    rms_norm_eps: 1e-6,
    rope_theta: 10_000,
    attention_bias: false,
    mlp_bias: false,
  };
}
