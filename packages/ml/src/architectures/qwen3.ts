import type { CausalLmArchitecture } from './architecture.ts';
import { configFields } from './config-fields.ts';
import { readQwenWindow } from './qwen2.ts';
import { readDecoderConfig } from './read-decoder-config.ts';
import { decoderHiddenStates, decoderLogits, type RotaryDecoderConfig } from './rotary-decoder.ts';
import { decoderLinears, decoderParameters } from './rotary-decoder-layout.ts';

/** Qwen3, dense: norms of each head's query and key in place of Qwen2's biases (Yang et al. 2025, 2505.09388). */
export const qwen3: CausalLmArchitecture<RotaryDecoderConfig> = {
  kind: 'causal-lm',
  modelType: 'qwen3',
  classes: ['Qwen3ForCausalLM'],
  readConfig: (json) => {
    const config = readDecoderConfig(json, { contextLength: 32_768, kvHeads: 32, headDim: 128, epsilon: 1e-6 });
    const hasBias = configFields(json, 'config.json').flag('attention_bias', false);
    return {
      ...config,
      slidingWindow: readQwenWindow(json, config.layers),
      biases: { queryKeyValue: hasBias, output: hasBias, mlp: false },
      hasHeadNorms: true,
    };
  },
  parameters: decoderParameters,
  linears: decoderLinears,
  hiddenStates: decoderHiddenStates,
  logits: (scope, _, hidden) => decoderLogits(scope, hidden),
};
