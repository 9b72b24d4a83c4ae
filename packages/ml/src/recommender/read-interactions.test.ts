import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { popularityBaseline, ratingBaseline, startBiases } from './baseline.ts';
import { collectInteractions, type Interaction } from './interaction.ts';
import { type RowsToRead, readRecommenderData } from './recommender-data.ts';
import { drawNegative, includes, listSeen, seenBy } from './seen-items.ts';
import { splitLast } from './split-last.ts';
import { topPlaces } from './top-places.ts';

describe('interactions', () => {
  const rows: Interaction[] = [
    { user: 'a', item: 1, rating: '4', time: '2026-01-03' },
    { user: 'b', item: 1, rating: 2, time: '2026-01-02' },
    { user: 'a', item: ' 2 ', rating: 3.5, time: Date.parse('2026-01-01') },
    { user: 'a', item: '1', rating: 1, time: '2026-01-02' },
  ];

  it('come by time, each pair once, as it was last', async () => {
    expect(await collectInteractions(rows, { needsRating: true })).toEqual({
      users: ['a', 'b'],
      items: ['1', '2'],
      user: Int32Array.of(0, 1, 0),
      item: Int32Array.of(1, 0, 0),
      rating: Float32Array.of(3.5, 2, 4),
      replaced: 1,
    });
  });

  it('of any number are kept as a map of the last ones would', async () => {
    const random = seededRandom(8);
    const below = (count: number) => Math.floor(random() * count);
    const many = Array.from({ length: 3_000 }, (_, rating) => ({
      user: below(40),
      item: below(50),
      rating,
      time: below(9),
    }));
    const last = new Map<string, Interaction>();
    for (const row of many.toSorted((a, b) => a.time - b.time)) {
      last.delete(`${row.user} ${row.item}`);
      last.set(`${row.user} ${row.item}`, row);
    }
    const { rating, replaced } = await collectInteractions(many, { needsRating: true });
    expect([...rating]).toEqual([...last.values()].map((row) => row.rating));
    expect(replaced).toBe(many.length - last.size);
  });

  it('without times come as they are', async () => {
    const plain = rows.map(({ user, item }) => ({ user, item }));
    const { user, item } = await collectInteractions(plain, { needsRating: false });
    expect([[...user], [...item]]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it.each<[Interaction[], string]>([
    [[], 'There are no interactions'],
    [[{ user: null, item: 1 }], 'Interaction 1: it has no user'],
    [[{ user: { id: 1 } as never, item: 1 }], 'Interaction 1: it has no user'],
    [[{ user: 0, item: ' ' }], 'Interaction 1: it has no item'],
    [[{ user: 1, item: 1, rating: 'good' }], 'its rating must be a number and is "good"'],
    [[{ user: 1, item: 1, rating: null }], 'its rating must be a number and is none'],
    [[{ user: 1, item: 1, rating: 1, time: 'soon' }], 'its time must be a number or a date such as'],
    [
      [
        { user: 1, item: 1, rating: 1, time: 5 },
        { user: 1, item: 2, rating: 1 },
      ],
      'Interaction 2: it has no time',
    ],
  ])('%j are refused', async (given, message) => {
    await expect(collectInteractions(given, { needsRating: true })).rejects.toMatchObject({
      code: 'dataset_invalid',
      message: expect.stringContaining(message),
    });
  });
});

it('the last row of each user with several is held out', () => {
  const { train, validation } = splitLast(Int32Array.of(0, 1, 0, 2, 2, 0));
  expect([[...train], [...validation]]).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ]);
});

describe('data', () => {
  const pair = (user: string, ...items: string[]) => items.map((item, rating) => ({ user, item, rating }));
  const spec = suggestRecommenderSpec({ trainRows: 10, hasRatings: true }, 1);
  const featured = suggestRecommenderSpec(
    { trainRows: 10, hasRatings: true, itemFeatures: [{ name: 'kind', role: 'categorical' }] },
    1,
  );

  it('knows items by interactions, by features, or not at all', async () => {
    const read = (change: Partial<RowsToRead>) =>
      readRecommenderData({ spec, interactions: [...pair('a', 'x', 'y', 'z'), ...pair('b', 'x', 'w')], ...change });
    const plain = await read({});
    expect(plain.items).toMatchObject({ ids: ['x', 'y'], trained: 2, features: undefined });
    expect([...plain.validation.item]).toEqual([-1, -1]);
    const features = [
      { id: 'w', features: { kind: 'new' } },
      { id: 'x', features: { kind: 'old' } },
      { id: 'v', features: { kind: 'old' } },
    ];
    const told = await read({ spec: featured, itemFeatures: features });
    expect(told.items.ids).toEqual(['x', 'y', 'w', 'v']);
    expect([...told.validation.item]).toEqual([-1, 2]);
    // Entries: 0 missing, 1 unseen in training, 2 old.
    expect(told.items.features?.table.entries).toEqual([Int32Array.of(2, 0, 1, 2)]);
  });

  it.each<[string, Partial<RowsToRead>, string]>([
    ['users of one row each', { interactions: [...pair('a', 'x'), ...pair('b', 'y')] }, 'Each of 2 users has a single'],
    ['a single item', { interactions: [...pair('a', 'x', 'y'), ...pair('b', 'x', 'y')] }, 'are with the item "x"'],
    [
      'equal ratings',
      { interactions: ['x', 'y', 'z'].map((item) => ({ user: 1, item, rating: 4 })) },
      'Every rating is 4',
    ],
    ['no features', { spec: featured }, 'The spec reads features of items: give them'],
    [
      'features of one id twice',
      { spec: featured, itemFeatures: ['x', ' x '].map((id) => ({ id, features: { kind: 1 } })) },
      'Two rows of item features have the id "x"',
    ],
    [
      'features of another name',
      { spec: featured, itemFeatures: [{ id: 'x', features: { sort: 1 } }] },
      'Item features row 1',
    ],
    ['features that are all missing', { spec: featured, itemFeatures: [] }, 'No item of 3 has a value in kind'],
  ])('is refused with %s', async (_name, change, message) => {
    const interactions = [...pair('a', 'x', 'y', 'z'), ...pair('b', 'z', 'w')];
    await expect(readRecommenderData({ spec, interactions, ...change })).rejects.toMatchObject({
      code: 'dataset_invalid',
      message: expect.stringContaining(message),
    });
  });
});

describe('baselines', () => {
  const size = { users: 2, items: 3, shrinkage: 1 };

  it('of ratings are means, drawn to the mean of all', () => {
    const user = Int32Array.of(0, 0, 1);
    const item = Int32Array.of(0, 1, 0);
    const { mean, deviation, items, users } = ratingBaseline({ user, item, rating: Float32Array.of(5, 2, 2) }, size);
    expect(mean).toBe(3);
    expect(deviation).toBeCloseTo(Math.SQRT2, 12);
    // Deviations of items: (2 − 1) / (2 + 1), −1 / (1 + 1), none.
    for (const [place, value] of [3 + 1 / 3, 2.5, 3].entries()) expect(items[place]).toBeCloseTo(value, 6);
    // Of users: (5 − 3⅓ + 2 − 2½) / (2 + 1), (2 − 3⅓) / (1 + 1).
    for (const [place, value] of [7 / 18, -2 / 3].entries()) expect(users[place]).toBeCloseTo(value, 6);
  });

  it('of what users did are shares, drawn to that of the mean item', () => {
    const { items } = popularityBaseline(Int32Array.of(0, 0, 1), size);
    for (const [place, value] of [2.5 / 3, 1.5 / 3, 0.5 / 3].entries()) expect(items[place]).toBeCloseTo(value, 6);
  });
});

it.each([
  { isRating: true, mean: 3, deviation: 0.5, items: [4, 2], users: [1], biases: [2, -2] },
  { isRating: false, mean: 0, deviation: 1, items: [0.4, 0.1], users: [0], biases: [Math.log(2), -Math.log(2)] },
])('biases start where the baseline is: $biases', ({ isRating, mean, deviation, items, users, biases }) => {
  const baseline = { mean, deviation, items: Float32Array.from(items), users: Float32Array.from(users) };
  const start = startBiases(baseline, isRating);
  for (const [item, bias] of biases.entries()) expect(start.items[item]).toBeCloseTo(bias, 6);
  expect([...start.users]).toEqual(users.map((bias) => bias / deviation));
});

it('lists what each user has, and draws what a user has not', () => {
  const seen = listSeen({ user: Int32Array.of(1, 0, 1, 1), item: Int32Array.of(4, 2, 0, -1) }, 3);
  expect([0, 1, 2].map((user) => [...seenBy(seen, user)])).toEqual([[2], [0, 4], []]);
  const sorted = Int32Array.of(0, 2, 3, 7);
  const has = Array.from({ length: 9 }, (_, item) => includes(sorted, item));
  expect(has).toEqual([true, false, true, true, false, false, false, true, false]);
  const random = seededRandom(1);
  const drawn = new Set(Array.from({ length: 100 }, () => drawNegative(sorted, 8, random)));
  expect([...drawn].sort()).toEqual([1, 4, 5, 6]);
  expect(drawNegative(Int32Array.of(0), 1, random)).toBe(0);
});

it.each([
  { scores: [1, 5, 3, 5], k: 3, places: [1, 3, 2] },
  { scores: [1, Number.NEGATIVE_INFINITY, 3], k: 5, places: [2, 0] },
  { scores: [], k: 2, places: [] },
  { scores: [0, 0, 0], k: 1, places: [0] },
])('the $k highest of $scores are at $places', ({ scores, k, places }) => {
  expect(topPlaces(scores, k)).toEqual(places);
});

it('ranks many scores as a sort does', () => {
  const random = seededRandom(2);
  const scores = Float64Array.from({ length: 500 }, () => Math.floor(random() * 50));
  const sorted = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  expect(topPlaces(scores, 60)).toEqual(sorted.slice(0, 60));
});
