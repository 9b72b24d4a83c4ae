import type { CausalLmArchitecture, HfConfig } from './architecture.ts';
import { configFields } from './config-fields.ts';
import { readDecoderConfig } from './read-decoder-config.ts';
import { readSlidingWindow } from './read-sliding-window.ts';
import { decoderHiddenStates, decoderLogits, type RotaryDecoderConfig } from './rotary-decoder.ts';
import { decoderLinears, decoderParameters } from './rotary-decoder-layout.ts';

/** Qwen2 and 2.5: Llama with biases of query, key and value (Yang et al. 2024, 2407.10671). */
export const qwen2: CausalLmArchitecture<RotaryDecoderConfig> = {
  kind: 'causal-lm',
  modelType: 'qwen2',
  classes: ['Qwen2ForCausalLM'],
  readConfig: (json) => {
    const config = readDecoderConfig(json, { contextLength: 32_768, kvHeads: 32, headDim: null, epsilon: 1e-6 });
    return {
      ...config,
      slidingWindow: readQwenWindow(json, config.layers),
      biases: { queryKeyValue: true, output: false, mlp: false },
    };
  },
  parameters: decoderParameters,
  linears: decoderLinears,
  hiddenStates: decoderHiddenStates,
  logits: (scope, _, hidden) => decoderLogits(scope, hidden),
};

/** Qwen's layers have the window from `max_window_layers` on, and only where `use_sliding_window` says so. */
export function readQwenWindow(json: HfConfig, layers: number): number | null {
  const from = configFields(json, 'config.json');
  if (!from.flag('use_sliding_window', false)) return null;
  const firstWithWindow = json.max_window_layers === 0 ? 0 : from.count('max_window_layers', 28);
  return readSlidingWindow(json, layers, firstWithWindow);
}
