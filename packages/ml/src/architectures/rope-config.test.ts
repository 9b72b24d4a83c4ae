import { expect, it } from 'vitest';
import { readRopeConfig } from './rope-config.ts';

const plain = [1, 0.1, 0.01, 0.001];
const llama3 = { factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 1024 };

it.each([
  ['nothing', {}, plain],
  ['the older form', { rope_theta: 10_000, rope_scaling: null }, plain],
  ['the newer form', { rope_parameters: { rope_theta: 10_000, rope_type: 'default' } }, plain],
  ['another base', { rope_theta: 160_000 }, [1, 0.05, 0.0025, 0.000125]],
  ['linear, first name of the field', { rope_scaling: { type: 'linear', factor: 4 } }, plain.map((one) => one / 4)],
  [
    'linear, newer form',
    { rope_parameters: { rope_type: 'linear', rope_theta: 10_000, factor: 4 } },
    plain.map((one) => one / 4),
  ],
  // 1024 · 0.01 / 2π = 1.6297 turns: (1.6297 − 1) / 3 = 0.20992 of the frequency stays, the rest is divided by 8.
  [
    'llama3',
    { rope_theta: 10_000, rope_scaling: { rope_type: 'llama3', ...llama3 } },
    [1, 0.1, 0.01 * (0.209917 + 0.790083 / 8), 0.001 / 8],
  ],
])('reads %s', (_, json, expected) => {
  const { values } = readRopeConfig(json, 8);
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(value / (expected[i] ?? 0)).toBeCloseTo(1, 5);
  });
});

it.each([
  [
    { rope_scaling: { rope_type: 'yarn', factor: 4 } },
    'config.json: rope_scaling: rope_type must be one of default, linear, llama3; found "yarn"',
  ],
  [
    { rope_parameters: { rope_type: 'longrope' } },
    'config.json: rope_parameters: rope_type must be one of default, linear, llama3; found "longrope"',
  ],
  [
    { rope_scaling: { type: 'dynamic', factor: 2 } },
    'config.json: rope_scaling: rope_type must be one of default, linear, llama3; found "dynamic"',
  ],
  [{ rope_scaling: { type: 'linear' } }, 'config.json: rope_scaling: factor must be a number; it is missing'],
  [{ rope_scaling: { type: 'linear', factor: 0.5 } }, 'config.json: rope_scaling: factor must be 1 or more; found 0.5'],
  [
    { rope_scaling: { rope_type: 'llama3', ...llama3, high_freq_factor: 1 } },
    'config.json: rope_scaling: high_freq_factor must be above low_freq_factor 1; found 1',
  ],
  [{ partial_rotary_factor: 0.5 }, 'config.json: rope_scaling: partial_rotary_factor must be 1; found 0.5'],
  [
    { rope_parameters: { full_attention: { rope_type: 'default' } } },
    'config.json: rope_parameters: rope_theta must be the same for all layers; it is missing',
  ],
  [{ rope_theta: -1 }, 'config.json: rope_scaling: rope_theta must be above 0; found -1'],
])('refuses %o', (json, message) => {
  expect(() => readRopeConfig(json, 8)).toThrow(expect.objectContaining({ code: 'invalid_file', message }));
});
