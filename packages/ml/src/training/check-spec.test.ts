import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { expect, it } from 'vitest';
import { checkSpec } from './check-spec.ts';
import { toySpec } from './toy-spec.ts';

const lora = toySpec.method;
const cases: [Partial<CausalLmSpec>, string][] = [
  [{ batchSize: 0 }, 'batchSize is 0, and must be a whole number from 1 to 4096'],
  [{ epochs: 1.5 }, 'epochs is 1.5, and must be a whole number from 1 to 1000'],
  [{ learningRate: 0 }, 'learningRate is 0, and must be a number above 0 to 1'],
  [{ learningRate: Number.NaN }, 'learningRate is NaN'],
  [{ maxTokens: 65 }, 'maxTokens is 65, and the model reads at most 64 tokens'],
  [{ method: { ...lora, rank: 0 } as CausalLmSpec['method'] }, 'method.rank is 0'],
  [{ method: { ...lora, dropout: 1 } as CausalLmSpec['method'] }, 'method.dropout is 1'],
];

it.each(cases)('refuses %j', (part, message) => {
  expect(() => checkSpec({ ...toySpec, ...part }, { contextLength: 64 })).toThrow(
    expect.objectContaining({ code: 'invalid_value', message: expect.stringContaining(message) }),
  );
});

it('takes what is within bounds, and looks at no adapter in full training', () => {
  checkSpec(toySpec, { contextLength: 64 });
  checkSpec({ ...toySpec, method: { kind: 'full' } }, { contextLength: 64 });
});
