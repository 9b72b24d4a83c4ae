import { expect, it } from 'vitest';
import { measureLanguageModel } from './measure-language-model.ts';

it('weighs batches by their tokens', () => {
  const { loss, perplexity, tokenAccuracy } = measureLanguageModel([
    { loss: 3 * Math.log(8), correct: 1, tokens: 3 },
    { loss: Math.log(2), correct: 1, tokens: 1 },
  ]);
  expect(loss).toBeCloseTo((10 * Math.log(2)) / 4, 12);
  expect(perplexity).toBeCloseTo(2 ** 2.5, 12);
  expect(tokenAccuracy).toBe(0.5);
});

it('hesitates among all tokens when it knows nothing', () => {
  const { perplexity } = measureLanguageModel([{ loss: 10 * Math.log(1000), correct: 0, tokens: 10 }]);
  expect(perplexity).toBeCloseTo(1000, 9);
});

it('knows nothing without tokens', () => {
  expect(measureLanguageModel([])).toEqual({
    loss: Number.NaN,
    perplexity: Number.NaN,
    tokenAccuracy: Number.NaN,
  });
});
