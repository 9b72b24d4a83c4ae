import type { RotaryFrequencies } from '../nn/rotary.ts';
import type { HfConfig } from './architecture.ts';
import { type ConfigFields, configFields } from './config-fields.ts';

/**
 * Frequencies of rotary positions (Su et al. 2021): θ^(−2i / headDim), scaled as config.json says. Newer files have all of it
 * in `rope_parameters`; older ones have `rope_theta` and, where it is scaled, `rope_scaling`.
 *
 * @throws AppError `invalid_file` for kinds of scaling that are not supported, by their name.
 */
export function readRopeConfig(json: HfConfig, headDim: number): RotaryFrequencies {
  const field = isObject(json.rope_parameters) ? 'rope_parameters' : 'rope_scaling';
  const settings = isObject(json[field]) ? json[field] : {};
  // `type` is what `rope_type` was called at first.
  const merged = {
    rope_theta: json.rope_theta,
    partial_rotary_factor: json.partial_rotary_factor,
    ...settings,
    rope_type: settings.rope_type ?? settings.type,
  };
  const from = configFields(merged, `config.json: ${field}`);
  const type = from.choice('rope_type', ['default', 'linear', 'llama3'], 'default');
  if (from.number('partial_rotary_factor', 1) !== 1) throw from.refuse('partial_rotary_factor', '1');
  if (Object.values(settings).some(isObject)) throw from.refuse('rope_theta', 'the same for all layers');
  const theta = from.number('rope_theta', 10_000);
  if (theta <= 0) throw from.refuse('rope_theta', 'above 0');
  const plain = Array.from({ length: headDim / 2 }, (_, i) => theta ** ((-2 * i) / headDim));
  return { values: plain.map(scaling(type, from)) };
}

function scaling(type: 'default' | 'linear' | 'llama3', from: ConfigFields): (frequency: number) => number {
  if (type === 'default') return (frequency) => frequency;
  const factor = from.number('factor');
  if (factor < 1) throw from.refuse('factor', '1 or more');
  if (type === 'linear') return (frequency) => frequency / factor; // Chen et al. 2023
  return llama3Scaling(factor, from);
}

/**
 * Llama 3.1's: long waves are scaled, short ones are not, those between by a share of both (transformers,
 * `_compute_llama3_parameters`).
 */
function llama3Scaling(factor: number, from: ConfigFields): (frequency: number) => number {
  const low = from.number('low_freq_factor');
  const high = from.number('high_freq_factor');
  const context = from.count('original_max_position_embeddings');
  if (high <= low) throw from.refuse('high_freq_factor', `above low_freq_factor ${low}`);
  return (frequency) => {
    const turns = (context * frequency) / (2 * Math.PI); // within the context that the model was trained on at first
    const share = Math.min(1, Math.max(0, (turns - low) / (high - low)));
    return (1 - share) * (frequency / factor) + share * frequency;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
