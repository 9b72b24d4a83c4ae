import { expect, it } from 'vitest';
import { chooseModules } from './choose-modules.ts';

const linears = ['h.0.attn.c_attn', 'h.0.attn.c_proj', 'h.0.mlp.c_proj'].map((module) => ({ module, in: 2, out: 3 }));
const chosen = (targets: string[] | null) => chooseModules(linears, targets).map(({ module }) => module);

it('takes all, names, or endings after a dot, in the order of the model', () => {
  expect(chosen(null)).toEqual(linears.map(({ module }) => module));
  expect(chosen(['mlp.c_proj', 'c_attn'])).toEqual(['h.0.attn.c_attn', 'h.0.mlp.c_proj']);
  expect(chosen(['c_proj'])).toEqual(['h.0.attn.c_proj', 'h.0.mlp.c_proj']);
  expect(chosen(['h.0.attn.c_attn'])).toEqual(['h.0.attn.c_attn']);
});

it.each([
  [['q_proj', 'c_attn', 'proj'], /no linear module q_proj, proj; it has c_attn, c_proj\./],
  [[], /No target modules are named; it has c_attn/],
])('refuses %j', (targets, message) => {
  expect(() => chosen(targets)).toThrow(
    expect.objectContaining({ code: 'invalid_value', message: expect.stringMatching(message) }),
  );
});

it('refuses a model that has none', () => {
  expect(() => chooseModules([], null)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param: 'method.kind', message: expect.stringContaining('full') }),
  );
});
