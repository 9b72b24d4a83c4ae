import type { CausalLmArchitecture } from './architecture.ts';
import { configFields } from './config-fields.ts';
import { readDecoderConfig } from './read-decoder-config.ts';
import { decoderHiddenStates, decoderLogits, type RotaryDecoderConfig } from './rotary-decoder.ts';
import { decoderLinears, decoderParameters } from './rotary-decoder-layout.ts';

/** Llama 1 to 3.2 and what is built like them, such as SmolLM (Touvron et al. 2023, 2302.13971). */
export const llama: CausalLmArchitecture<RotaryDecoderConfig> = {
  kind: 'causal-lm',
  modelType: 'llama',
  classes: ['LlamaForCausalLM'],
  readConfig: (json) => {
    const from = configFields(json, 'config.json');
    if (from.count('pretraining_tp', 1) !== 1) throw from.refuse('pretraining_tp', '1');
    const hasBias = from.flag('attention_bias', false);
    return {
      ...readDecoderConfig(json, { contextLength: 2048, kvHeads: null, headDim: null, epsilon: 1e-6 }),
      biases: { queryKeyValue: hasBias, output: hasBias, mlp: from.flag('mlp_bias', false) },
    };
  },
  parameters: decoderParameters,
  linears: decoderLinears,
  hiddenStates: decoderHiddenStates,
  logits: (scope, _, hidden) => decoderLogits(scope, hidden),
};
