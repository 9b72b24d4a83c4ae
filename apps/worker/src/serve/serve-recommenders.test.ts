import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecommendAnswer, type RecommendRequest } from '@modelmint/domain/serving-contract';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { type LoadedRecommender, loadRecommender } from '@modelmint/ml/recommender/load-recommender';
import { readRecommenderArtifact, writeRecommenderArtifact } from '@modelmint/ml/recommender/recommender-artifact';
import {
  groupedItems,
  groupFeatures,
  lowRankRatings,
  ratingSpec,
  towerSpec,
} from '@modelmint/ml/recommender/toy-interactions';
import { type TrainRecommenderOptions, trainRecommender } from '@modelmint/ml/recommender/train-recommender';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestServing, type TestServing } from './start-test-serving.ts';

let folder: string;
let ratings: string;
let towers: string;
let alone: LoadedRecommender;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'modelmint-recommenders-'));
  const engine = await openEngine({ only: 'wasm' });
  const train = async (name: string, options: Pick<TrainRecommenderOptions, 'spec' | 'interactions'>) => {
    const checkpointFolder = path.join(folder, name);
    const features = options.spec.itemFeatures.length > 0;
    const own = {
      userFeatures: features ? groupFeatures('u', 30) : undefined,
      itemFeatures: features ? groupFeatures('i', 20) : undefined,
    };
    const { artifactFolder } = await trainRecommender({
      ...own,
      engine,
      checkpointFolder,
      onEvent: () => undefined,
      ...options,
    });
    return artifactFolder;
  };
  const grouped = groupedItems({ users: 30, items: 20, perUser: 4 });
  ratings = await train('ratings', {
    spec: { ...ratingSpec, epochs: 4 },
    interactions: lowRankRatings({ users: 40, items: 30, perUser: 10 }),
  });
  towers = await train('towers', { spec: { ...towerSpec, epochs: 1 }, interactions: grouped });
  alone = await loadRecommender({ engine, folder: ratings });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

type Asked = Partial<RecommendRequest>;

function callOf(asked: Asked) {
  const call = { modelId: 'mdl_r', storagePrefix: ratings, base: null };
  return { ...call, users: ['u1'], topK: 5, items: null, exclude: [], includesSeen: false, ...asked };
}

async function recommend(serving: TestServing, asked: Asked): Promise<RecommendAnswer> {
  const { status, body } = await serving.post('/recommend', callOf(asked));
  expect({ status, body }).toMatchObject({ status: 200 });
  return RecommendAnswer.parse(body);
}

test('recommends what the model does by itself, and what is popular to those of whom nothing is known', async () => {
  const serving = await startTestServing();
  const { results, tokens } = await recommend(serving, { users: ['u1', 'nobody', ' u2', 17], topK: 7 });
  expect(results.map(({ basis }) => basis)).toEqual(['interactions', 'popularity', 'interactions', 'popularity']);
  expect(tokens).toEqual([7, 7, 7, 7]);
  for (const [at, user] of ['u1', 'nobody', 'u2', '17'].entries())
    expect(results[at]?.items).toEqual(alone.recommend(user, 7).map(({ item, score }) => ({ item, score })));
});

test('ranks all items, or those that are asked for, without those that are excluded', async () => {
  const serving = await startTestServing();
  const one = async (asked: Asked) => (await recommend(serving, { topK: 1000, ...asked })).results[0]?.items ?? [];
  const had = lowRankRatings({ users: 40, items: 30, perUser: 10 }).flatMap(({ user, item }) =>
    user === 'u1' ? [String(item)] : [],
  );
  const fresh = await one({});
  expect(fresh).toHaveLength(20);
  expect(fresh.filter(({ item }) => had.includes(item))).toEqual([]);
  expect(await one({ includesSeen: true })).toHaveLength(30);
  const [best] = fresh;
  const rest = await one({ exclude: [best?.item ?? '', 'no such item', had[0] ?? ''] });
  expect(rest).toEqual(fresh.slice(1));
  const items = ['i3', 'i4', ' i5', 'i3', had[0] ?? '', 'new'];
  const ranked = await one({ items, exclude: ['i4'] });
  expect(ranked.map(({ item }) => item).sort()).toEqual([...new Set(['i3', 'i5', had[0], 'new'])].sort());
  for (const { item, score } of ranked) expect(score).toBe(alone.score('u1', item).score);
  expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a));
  const nothing = await recommend(serving, { items: ['i3'], exclude: ['i3'] });
  expect(nothing).toEqual({ results: [{ basis: 'interactions', items: [] }], tokens: [1] });
});

test('many calls at once answer as each alone does, and memory stays', async () => {
  const serving = await startTestServing();
  const calls = Array.from({ length: 20 }, (_, i) => ({ users: [`u${i}`, `u${2 * i}`, 'nobody'], topK: 1 + i }));
  const each: RecommendAnswer[] = [];
  for (const call of calls) each.push(await recommend(serving, call));
  const { numTensors } = serving.tf.memory();
  expect(await Promise.all(calls.map((call) => recommend(serving, call)))).toEqual(each);
  expect(serving.tf.memory().numTensors).toBe(numTensors);
  const numbers = (40 + 30) * (ratingSpec.factors + 1) + 30 + 41 + 400;
  expect(serving.cache.bytes).toBeGreaterThan(4 * numbers + 70 * 50);
  expect(serving.cache.bytes).toBeLessThan(4 * numbers + 70 * 200);
});

test('answers others while it ranks very many items, and stops for a caller who leaves', async () => {
  const [users, items, factors] = [2, 100_000, 32];
  const draw = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * i));
  const small = (await readRecommenderArtifact(ratings)).model;
  const sizes = { users, items, trainedUsers: users, trainedItems: items };
  const storagePrefix = await writeRecommenderArtifact(path.join(folder, 'large'), {
    model: { ...small, ...sizes, spec: { ...ratingSpec, factors } },
    userIds: ['a', 'b'],
    itemIds: Array.from({ length: items }, (_, i) => `item-${i}`),
    vectors: { factors, users: draw(users * (factors + 1)), items: draw(items * (factors + 1)) },
    popularity: draw(items),
    towers: [],
    seen: { starts: Int32Array.of(0, 1, 1), items: Int32Array.of(7) },
  });
  const serving = await startTestServing({ memoryBytesMax: 256 << 20 });
  const large = { modelId: 'mdl_large', storagePrefix };
  await recommend(serving, { ...large, users: ['a'] });
  await recommend(serving, {});
  const ended: string[] = [];
  const long = recommend(serving, { ...large, users: Array(128).fill('b'), topK: 10 }).then((answer) => {
    ended.push('long');
    return answer;
  });
  await serving.get('/status').then(() => ended.push('status'));
  await recommend(serving, {}).then(() => ended.push('short'));
  const { results } = await long;
  expect(ended).toEqual(['status', 'short', 'long']);
  expect(new Set(results.map((one) => JSON.stringify(one))).size).toBe(1);
  const late = await serving.post('/recommend', callOf({ ...large, users: Array(128).fill('b') }), {
    headers: { 'x-deadline-ms': '20' },
  });
  expect(late).toMatchObject({ status: 504, body: { error: { code: 'engine_overloaded', retryable: true } } });
}, 60_000);

test.each([
  ['no users', { users: [] }],
  ['too many users', { users: Array(129).fill('u1') }],
  ['an empty user', { users: [' '] }],
  ['too many items', { topK: 1001 }],
  ['an empty list of items', { items: [] }],
])('refuses %s', async (_case, asked) => {
  const serving = await startTestServing();
  const { status, body } = await serving.post('/recommend', callOf(asked));
  expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 'invalid_value' } } });
});

test.each([
  ['/classify', { inputs: ['a'] }],
  ['/predict', { rows: [{ a: 1 }] }],
])('says on %s that it recommends', async (route, asked) => {
  const serving = await startTestServing();
  const message = expect.stringContaining('recommends items to users: send users to POST /v1/recommendations');
  const error = { code: 'invalid_value', param: 'model', message };
  expect(await serving.post(route, { ...callOf({}), ...asked })).toMatchObject({ status: 400, body: { error } });
});

const edit = (name: string, change: (text: string) => string) => (copy: string) => {
  const file = path.join(copy, name);
  writeFileSync(file, change(readFileSync(file, 'latin1')), 'latin1');
};

test.each<[string, (copy: string) => void, string]>([
  ['ids that are too few', edit('ids.json', (text) => text.replace('"u1",', '')), 'does not hold 40 different ids'],
  ['ids that are the same', edit('ids.json', (text) => text.replace('"i1"', '"i2"')), 'does not hold 30 different ids'],
  ['ids that are no texts', edit('ids.json', (text) => text.replace('"u1"', '{}')), 'does not hold 40 different ids'],
  ['ids that lie deep', edit('ids.json', () => '['.repeat(1_000_000)), 'ids.json'],
  ['no ids', (copy) => rmSync(path.join(copy, 'ids.json')), 'ids.json'],
  [
    'more users than there are',
    edit('config.json', (text) => text.replace('"users": 40', '"users": 9007199254740991')),
    'user.vectors',
  ],
  [
    'more factors than there are',
    edit('config.json', (text) => text.replace('"factors": 4', '"factors": 512')),
    'holds user.vectors',
  ],
  [
    'lists of others',
    edit('seen.safetensors', (text) => text.slice(0, -4).concat('\xff\xff\xff\x7f')),
    'other users or items',
  ],
  ['vectors that are cut off', edit('model.safetensors', (text) => text.slice(0, -4)), 'not a whole weights file'],
  ['vectors without end', edit('model.safetensors', (text) => text.slice(0, -4).concat('\0\0\x80\x7f')), 'not finite'],
])('tells of a stored recommender with %s', async (_case, change, what) => {
  const serving = await startTestServing();
  const storagePrefix = mkdtempSync(path.join(tmpdir(), 'modelmint-spoiled-'));
  onTestFinished(() => rmSync(storagePrefix, { recursive: true }));
  cpSync(ratings, storagePrefix, { recursive: true });
  change(storagePrefix);
  const { body } = await serving.post('/recommend', callOf({ storagePrefix }));
  expect(body).toMatchObject({ error: { code: 'invalid_state', message: expect.stringContaining(what) } });
  expect(serving.cache.ids).toEqual([]);
});

test('refuses a model of features, and one that is larger than the memory', async () => {
  const serving = await startTestServing();
  const before = serving.tf.memory().numTensors;
  const { body } = await serving.post('/recommend', callOf({ storagePrefix: towers }));
  expect(body).toMatchObject({ error: { code: 'invalid_state', message: expect.stringContaining('reads features') } });
  expect(serving.tf.memory().numTensors).toBe(before);
  const texts = ['config.json', 'ids.json'].map((name) => 8 * statSync(path.join(ratings, name)).size);
  const small = await startTestServing({ memoryBytesMax: texts.reduce((sum, one) => sum + one, 100) });
  const refused = await small.post('/recommend', callOf({}));
  expect(refused.body).toMatchObject({ error: { code: 'engine_overloaded', retryable: false } });
});
