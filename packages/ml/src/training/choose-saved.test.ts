import { expect, it } from 'vitest';
import { chooseSaved } from './choose-saved.ts';

const parameters = ['embed_tokens', 'layers.0.q_proj', 'layers.0.norm', 'norm', 'lm_head'].map((module) => ({
  name: `${module}.weight`,
  shape: [2, 3],
  isDecayed: true,
}));
const adapted = [{ module: 'layers.0.q_proj', in: 3, out: 2 }];
const tied = parameters.map((one) => (one.name === 'lm_head.weight' ? { ...one, tiedTo: 'embed_tokens.weight' } : one));
const chosen = (names: string[] | undefined) => chooseSaved(parameters, adapted, names).map(({ name }) => name);

it('takes what a path ends with, as peft does', () => {
  expect(chosen(undefined)).toEqual([]);
  expect(chosen(['lm_head'])).toEqual(['lm_head.weight']);
  expect(chosen(['norm', 'embed_tokens'])).toEqual(['embed_tokens.weight', 'layers.0.norm.weight', 'norm.weight']);
  expect(chooseSaved(tied, adapted, ['lm_head']).map(({ name }) => name)).toEqual(['lm_head.weight']);
});

it.each([
  [parameters, ['classifier'], 'no module classifier; it has embed_tokens, q_proj, norm, lm_head'],
  [parameters, ['q_proj'], 'layers.0.q_proj has an adapter'],
  [tied, ['embed_tokens'], 'save lm_head instead'],
])('refuses %#', (layout, names, message) => {
  expect(() => chooseSaved(layout, adapted, names)).toThrow(
    expect.objectContaining({
      code: 'invalid_value',
      param: 'method.modulesToSave',
      message: expect.stringContaining(message),
    }),
  );
});
