import { expect, it } from 'vitest';
import { type ConfigFields, configFields } from './config-fields.ts';

const json = { layers: 3, eps: 1e-12, tied: false, act: 'gelu', sizes: [8, 16], none: null };

it.each([
  [(from: ConfigFields) => from.count('layers'), 3],
  [(from: ConfigFields) => from.count('heads', 4), 4],
  [(from: ConfigFields) => from.count('none', 4), 4],
  [(from: ConfigFields) => from.number('eps'), 1e-12],
  [(from: ConfigFields) => from.share('none', 0.1), 0.1],
  [(from: ConfigFields) => from.flag('tied', true), false],
  [(from: ConfigFields) => from.flag('absent', true), true],
  [(from: ConfigFields) => from.choice('act', ['relu', 'gelu']), 'gelu'],
  [(from: ConfigFields) => from.counts('sizes'), [8, 16]],
])('reads %s', (read, expected) => {
  expect(read(configFields(json, 'config.json'))).toEqual(expected);
});

it.each([
  [(from: ConfigFields) => from.count('heads'), 'heads must be a whole number above 0; it is missing'],
  [(from: ConfigFields) => from.count('eps'), 'eps must be a whole number above 0; found 1e-12'],
  [(from: ConfigFields) => from.number('act'), 'act must be a number; found "gelu"'],
  [(from: ConfigFields) => from.share('layers', 0), 'layers must be from 0 to below 1; found 3'],
  [(from: ConfigFields) => from.flag('layers', true), 'layers must be true or false; found 3'],
  [(from: ConfigFields) => from.choice('act', ['relu', 'silu']), 'act must be one of relu, silu; found "gelu"'],
  [(from: ConfigFields) => from.counts('layers'), 'layers must be a list of whole numbers above 0; found 3'],
] as const)('refuses by %s what does not fit', (read, message) => {
  const refused = expect.objectContaining({ code: 'invalid_file', message: `config.json: ${message}` });
  expect(() => read(configFields(json, 'config.json'))).toThrow(refused);
});
