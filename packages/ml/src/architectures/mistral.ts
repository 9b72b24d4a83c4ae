import type { CausalLmArchitecture } from './architecture.ts';
import { readDecoderConfig } from './read-decoder-config.ts';
import { readSlidingWindow } from './read-sliding-window.ts';
import { decoderHiddenStates, decoderLogits, type RotaryDecoderConfig } from './rotary-decoder.ts';
import { decoderLinears, decoderParameters } from './rotary-decoder-layout.ts';

/** Mistral 7B: Llama with a window of attention, in later versions without (Jiang et al. 2023, 2310.06825). */
export const mistral: CausalLmArchitecture<RotaryDecoderConfig> = {
  kind: 'causal-lm',
  modelType: 'mistral',
  classes: ['MistralForCausalLM'],
  readConfig: (json) => {
    const config = readDecoderConfig(json, { contextLength: 131_072, kvHeads: 8, headDim: null, epsilon: 1e-6 });
    return { ...config, slidingWindow: readSlidingWindow(json, config.layers, 0) };
  },
  parameters: decoderParameters,
  linears: decoderLinears,
  hiddenStates: decoderHiddenStates,
  logits: (scope, _, hidden) => decoderLogits(scope, hidden),
};
