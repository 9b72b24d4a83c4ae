import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { adjustLogits } from './adjust-logits.ts';
import { chooseToken, filterTokens } from './choose-token.ts';
import { defaultSampling, type SamplingOptions } from './sampling-options.ts';
import { slowDistribution } from './slow-sampler.ts';

const unread = { seen: new Set<number>(), chosen: new Map<number, number>() };

function choose(logits: readonly number[], part: Partial<SamplingOptions>, random = () => 0.5): number {
  const options = { ...defaultSampling, ...part };
  return chooseToken(Float32Array.from(logits), { options, history: unread, random });
}

it.each<Partial<SamplingOptions>>([
  {},
  { temperature: 0.7 },
  { temperature: 2, topK: 5 },
  { topP: 0.8 },
  { minP: 0.2 },
  { temperature: 1.3, topK: 9, topP: 0.9, minP: 0.05 },
])('draws each token as often as its probability says: %o', (part) => {
  const options = { ...defaultSampling, ...part };
  const logits = Array.from(Float32Array.from({ length: 12 }, (_, i) => Math.sin(i * 5) * 2));
  const expected = slowDistribution(logits, options);
  const random = seededRandom(11);
  const draws = 30_000;
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const id = choose(logits, options, random);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const id of counts.keys()) expect(expected.has(id), `token ${id}`).toBe(true);
  // χ² has mean f and variance 2f with f degrees of freedom: four deviations above are met once in some 10,000 runs.
  const chiSquare = [...expected].reduce(
    (sum, [id, p]) => sum + ((counts.get(id) ?? 0) - draws * p) ** 2 / (draws * p),
    0,
  );
  const freedom = expected.size - 1;
  expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
});

it('filters in the order of transformers: each on what the one before left', () => {
  const logit = fc.integer({ min: -40, max: 40 }).map((n) => n / 8);
  const settings = fc.record({
    temperature: fc.integer({ min: 1, max: 20 }).map((n) => n / 10),
    topK: fc.nat(30),
    topP: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    minP: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  });
  fc.assert(
    fc.property(fc.array(logit, { minLength: 1, maxLength: 40 }), settings, (logits, part) => {
      const options = { ...defaultSampling, ...part };
      const { ids, count } = filterTokens(Float32Array.from(logits), Math.max(...logits), options);
      const expected = [...slowDistribution(logits, options).keys()].sort((a, b) => a - b);
      // Rounding may decide about the one token at the border.
      const found = [...ids.subarray(0, count)];
      expect(found.filter((id) => !expected.includes(id)).length).toBeLessThanOrEqual(1);
      expect(Math.abs(found.length - expected.length)).toBeLessThanOrEqual(1);
    }),
  );
});

it('takes the likeliest at temperature 0, of equals the lowest id, without asking for a random number', () => {
  const refuse = () => {
    throw new Error('asked');
  };
  expect(choose([1, 3, 3, 2], { temperature: 0 }, refuse)).toBe(1);
  expect(choose([1, 3, 3, 2], { topK: 1 }, refuse)).toBe(1);
  expect(choose([-Infinity, -5], { temperature: 0 }, refuse)).toBe(1);
  for (const tiny of [{ topP: 0 }, { topP: 1e-12 }, { minP: 1 }, { temperature: 1e-300 }])
    expect(choose([1, 3, 2], tiny, seededRandom(1))).toBe(1);
});

it('never draws a token that the model rules out', () => {
  const random = seededRandom(5);
  for (let i = 0; i < 200; i++) expect(choose([-Infinity, 1, -Infinity, 0], {}, random) % 2).toBe(1);
});

it.each([
  [[1, Number.NaN, 2], 'token 1 is not a number'],
  [[Number.NaN], 'token 0 is not a number'],
  [[1, Infinity], 'token 1 is infinite'],
  [[-Infinity, -Infinity], 'every token is −∞'],
])('refuses the logits %o', (logits, what) => {
  for (const temperature of [0, 1])
    expect(() => choose(logits, { temperature })).toThrow(
      expect.objectContaining({ code: 'invalid_state', fault: 'platform', message: expect.stringContaining(what) }),
    );
});

it('adds bias, then penalties, as their formulas say', () => {
  const history = {
    seen: new Set([0, 1, 2]),
    chosen: new Map([
      [1, 3],
      [2, 1],
    ]),
  };
  const adjusted = (part: Partial<SamplingOptions>) => {
    const logits = Float32Array.of(2, -1, 0.5, 4);
    adjustLogits(logits, { ...defaultSampling, ...part }, history);
    return [...logits];
  };
  expect(adjusted({})).toEqual([2, -1, 0.5, 4]);
  expect(adjusted({ logitBias: new Map([[3, -100]]) })).toEqual([2, -1, 0.5, -96]);
  expect(adjusted({ repetitionPenalty: 2 })).toEqual([1, -2, 0.25, 4]);
  expect(adjusted({ frequencyPenalty: 0.5 })).toEqual([2, -2.5, 0, 4]);
  expect(adjusted({ presencePenalty: -1 })).toEqual([2, 0, 1.5, 4]);
  expect(
    adjusted({ logitBias: new Map([[1, 2]]), repetitionPenalty: 2, frequencyPenalty: 1, presencePenalty: 1 }),
  ).toEqual([1, 0.5 - 4, 0.25 - 2, 4]);
});
