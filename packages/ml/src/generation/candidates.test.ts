import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Candidates, drawToken, keepMinP } from './candidates.ts';
import { keepTopK, keepTopP } from './keep-likeliest.ts';
import { slowFilters } from './slow-sampler.ts';

// Whole weights and shares of 1024 keep every sum exact, so that ties and borders are met and not avoided.
const fewWeights = fc.array(fc.nat(9), { minLength: 1, maxLength: 60 }).filter((all) => all.some((w) => w > 0));
// Enough for the way of large vocabularies too.
const wholeWeights = fewWeights.chain((few) =>
  fc.constantFrom(
    few,
    Array.from({ length: 2100 }, (_, i) => few[(i * i) % few.length] as number),
  ),
);
const share = fc.nat(1024).map((n) => n / 1024);

function candidatesOf(weights: readonly number[]): Candidates {
  return {
    ids: Int32Array.from(weights, (_, i) => 10 + i),
    weights: Float64Array.from(weights),
    count: weights.length,
  };
}

const listed = ({ ids, weights, count }: Candidates) =>
  Array.from({ length: count }, (_, i) => ({ id: ids[i], weight: weights[i] }));

const byId = (all: { id: number; weight: number }[]) => all.toSorted((a, b) => a.id - b.id);
const slow = (weights: readonly number[]) => weights.map((weight, i) => ({ id: 10 + i, weight }));

it('keeps the top k as a sorted list would, by ascending id', () => {
  fc.assert(
    fc.property(
      wholeWeights,
      fc.oneof(
        fc.integer({ min: 1, max: 70 }),
        fc.nat(2200).map((n) => n + 1),
      ),
      (weights, k) => {
        const candidates = candidatesOf(weights);
        keepTopK(candidates, k);
        expect(listed(candidates)).toEqual(byId(slowFilters.topK(slow(weights), k)));
      },
    ),
  );
});

it('keeps the smallest set that has p as a sorted list would, and always one token', () => {
  fc.assert(
    fc.property(wholeWeights, share, (weights, p) => {
      const candidates = candidatesOf(weights);
      keepTopP(candidates, p);
      const expected = p < 1 ? byId(slowFilters.topP(slow(weights), p)) : slow(weights);
      expect(listed(candidates)).toEqual(expected);
      expect(candidates.count).toBeGreaterThanOrEqual(1);
    }),
  );
});

it('keeps at least one token of equal weights that do not add up exactly', () => {
  for (const count of [3, 7, 49, 1000]) {
    const candidates = candidatesOf(new Array<number>(count).fill(0.1));
    keepTopP(candidates, 0);
    expect(listed(candidates)).toEqual([{ id: 10, weight: 0.1 }]);
  }
});

it('keeps what is min-p times as likely as the likeliest', () => {
  fc.assert(
    fc.property(wholeWeights, share, (weights, minP) => {
      const candidates = candidatesOf(weights);
      keepMinP(candidates, minP);
      expect(listed(candidates)).toEqual(slowFilters.minP(slow(weights), minP));
    }),
  );
});

it('draws by the distribution function and never what has no weight', () => {
  const candidates = candidatesOf([0, 1, 0, 3, 0]);
  for (const [uniform, id] of [
    [0, 11],
    [0.249, 11],
    [0.25, 13],
    [1 - 2 ** -32, 13],
  ] as const)
    expect(drawToken(candidates, uniform)).toBe(id);
});

it('takes the top p of a large vocabulary in little more than a pass over it', () => {
  const weights = Array.from({ length: 20_000 }, (_, i) => 1 / (1 + ((i * 7919) % 20_000)));
  const candidates = candidatesOf(weights);
  keepTopP(candidates, 0.5);
  const expected = weights.map((weight, i) => ({ id: 10 + i, weight })).toSorted((a, b) => b.weight - a.weight);
  let sum = 0;
  const half = weights.reduce((total, weight) => total + weight, 0) / 2;
  const kept = expected.filter(({ weight }) => {
    const isKept = sum < half;
    sum += weight;
    return isKept;
  });
  expect(listed(candidates)).toEqual(byId(kept));
});
