import { expect, test } from 'vitest';
import { estimateTraining } from './estimate.ts';
import { Hyperparameters } from './hyperparameters.ts';
import { RecommenderSpec } from './recommender-spec.ts';
import { type RatingData, resolveRecommender } from './resolve-recommender.ts';

const rated: RatingData['ratings'] = {
  userColumn: 'user',
  itemColumn: 'item',
  ratingColumn: 'stars',
  timeColumn: null,
  users: 900,
  items: 300,
  usersWithOne: 10,
  replaced: 0,
  min: 1,
  max: 5,
  mean: 3.4,
};
const done: RatingData['ratings'] = { ...rated, ratingColumn: null, min: undefined, max: undefined, mean: undefined };
const resolve = (asked: object, more: Partial<RatingData> = {}) =>
  resolveRecommender(Hyperparameters.parse(asked), { trainRows: 30_000, ratings: rated, ...more }, 3);

test.each([
  ['ratings that differ', rated, { objective: 'squared-error', negatives: 0 }],
  ['what users did', done, { objective: 'sampled-softmax', negatives: 20 }],
  ['ratings that are all the same', { ...rated, max: 1 }, { objective: 'sampled-softmax', negatives: 20 }],
  [
    'ratings that differ too little to be learned',
    { ...rated, min: 1e15, max: 1e15 + 1 },
    { objective: 'sampled-softmax', negatives: 20 },
  ],
])('auto suits %s', (_case, ratings, expected) => {
  const spec = resolve({}, { ratings });
  expect(RecommenderSpec.parse(spec)).toEqual(spec);
  expect(spec).toMatchObject({ ...expected, userFeatures: [], itemFeatures: [], factors: 32, seed: 3 });
});

test.each([
  { objective: 'squared-error', seen: 3 },
  { objective: 'sampled-softmax', seen: 13 },
])('the time of ten passes by $objective is about what was seen, $seen seconds of two cores', ({ objective, seen }) => {
  const spec = resolve({ objective, n_epochs: 10, batch_size: 1_024 }, { trainRows: 38_000 });
  const { seconds } = estimateTraining({ spec, trainRows: 38_000, trainTokens: 114_000n, rateMicros: 1n });
  expect(seconds.low).toBeLessThanOrEqual(3 + seen);
  expect(seconds.high).toBeGreaterThanOrEqual(3 + seen);
  expect(seconds.high).toBeLessThan(10 * seen);
});

test('what was asked for is kept, whatever the data has', () => {
  const asked = { n_epochs: 5, batch_size: 512, factors: 8, regularization: 0.3, early_stop_patience: 2 };
  expect(RecommenderSpec.parse(resolve({ ...asked, learning_rate_multiplier: 4 }))).toMatchObject({
    epochs: 5,
    batchSize: 512,
    factors: 8,
    regularisation: 0.3,
    earlyStopPatience: 2,
    learningRate: 0.02,
  });
  for (const [objective, negatives] of [
    ['bpr', 1],
    ['sampled-softmax', 20],
  ] as const)
    expect(RecommenderSpec.parse(resolve({ objective }))).toMatchObject({ objective, negatives });
  expect(RecommenderSpec.parse(resolve({}, { trainRows: 3 })).batchSize).toBe(64);
});

test.each<[object, Partial<RatingData>, string, RegExp]>([
  [{ objective: 'squared-error' }, { ratings: done }, 'objective', /^The data has no ratings that differ.* choose the/],
  [
    { objective: 'squared-error' },
    { ratings: { ...rated, max: 1 } },
    'objective',
    /^The data has no ratings that diff/,
  ],
  [{ batch_size: 99 }, { trainRows: 98 }, 'batch_size', /^A batch of 99 is larger than the 98 interactions\.$/],
  [
    { factors: 256 },
    { trainRows: 9_000_000, ratings: { ...rated, users: 800_000, items: 90_000 } },
    'factors',
    /^Training on 9,000,000 interactions of 800,000 users with 90,000 items would take [\d.]+ GB of memory and may take 3\.0 GB: lower factors \(256\) or batch_size \(8192\), or leave rare users and items out\.$/,
  ],
])('%j is refused at its parameter', (asked, more, name, message) => {
  const param = `method.supervised.hyperparameters.${name}`;
  expect(() => resolve(asked, more)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param, message: expect.stringMatching(message) }),
  );
});
