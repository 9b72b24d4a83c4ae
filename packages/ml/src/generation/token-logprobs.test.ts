import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenLogprobs } from './token-logprobs.ts';

it('is the log-softmax of the logits, and changes them not', () => {
  const logits = Float32Array.of(1, 2, 4, 3);
  const sum = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(4) + Math.exp(3));
  const { id, logprob, top } = tokenLogprobs(logits, 1, 2);
  expect(id).toBe(1);
  expect(logprob).toBeCloseTo(2 - sum, 12);
  expect(top.map((one) => one.id)).toEqual([2, 3]);
  expect(top[0]?.logprob).toBeCloseTo(4 - sum, 12);
  expect([...logits]).toEqual([1, 2, 4, 3]);
});

it('stays finite for large logits and says −∞ for what is ruled out', () => {
  expect(tokenLogprobs(Float32Array.of(1e30, 0), 0, 0)).toEqual({ id: 0, logprob: 0, top: [] });
  expect(tokenLogprobs(Float32Array.of(-1e30, -Infinity), 1, 1)).toEqual({
    id: 1,
    logprob: -Infinity,
    top: [{ id: 0, logprob: 0 }],
  });
});

it('lists the likeliest as a sorted list would', () => {
  const row = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(row, fc.nat(20), (logits, top) => {
      const found = tokenLogprobs(Float32Array.from(logits), 0, top).top.map(({ id }) => id);
      const sorted = logits.map((_, id) => id).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
      expect(found).toEqual(sorted.slice(0, top));
    }),
  );
});
