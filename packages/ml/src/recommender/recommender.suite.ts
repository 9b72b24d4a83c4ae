import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import { loadRecommender } from './load-recommender.ts';
import { openRecommenderNetwork, startRecommender } from './open-recommender-network.ts';
import { readRecommenderData } from './recommender-data.ts';
import type { RecommenderFigures } from './recommender-figures.ts';
import { makeBatch, openRecommenderFit, scoreLoss } from './recommender-fit.ts';
import {
  groupedItems,
  groupFeatures,
  groupSpec,
  groups,
  lowRankRatings,
  ratingSpec,
  towerSpec,
} from './toy-interactions.ts';
import { type TrainRecommenderOptions, trainRecommender } from './train-recommender.ts';

type Run = Partial<TrainRecommenderOptions>;

const grouped = { users: 60, items: 40, perUser: 6 };

export function describeRecommender(open: () => Promise<Engine>): void {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    engine = await open();
    folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-recommender-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const train = (name: string, spec: RecommenderSpec, run: Run = {}) =>
    trainRecommender({
      engine,
      spec,
      interactions:
        spec.objective === 'squared-error'
          ? lowRankRatings({ users: 80, items: 40, perUser: 20 })
          : groupedItems(grouped),
      userFeatures: spec.userFeatures.length > 0 ? groupFeatures('u', grouped.users) : undefined,
      // Two more than anyone has had.
      itemFeatures: spec.itemFeatures.length > 0 ? groupFeatures('i', grouped.items + 2) : undefined,
      checkpointFolder: path.join(folder, name),
      onEvent: () => undefined,
      ...run,
    });

  describe('of ratings', () => {
    it('predicts a low-rank matrix with noise better than means do, and says the same after loading', async () => {
      const before = engine.tf.memory().numTensors;
      const { metrics, artifactFolder, data } = await train('ratings', ratingSpec);
      if (metrics.kind !== 'rating') throw new Error('these are ratings');
      expect(data).toMatchObject({ users: 80, items: 40, trainRows: 1520, validationRows: 80 });
      expect(metrics.baselineRmse).toBeGreaterThan(0.9);
      expect(metrics.rmse).toBeLessThan(0.6 * metrics.baselineRmse);
      const model = await loadRecommender({ engine, folder: artifactFolder });
      const rows = lowRankRatings({ users: 80, items: 40, perUser: 20 });
      const last = rows.filter(({ user }, row) => rows[row + 1]?.user !== user);
      const squares = last.map(
        ({ user, item, rating }) => (model.score(user ?? '', item ?? '').score - Number(rating)) ** 2,
      );
      expect(Math.sqrt(squares.reduce((sum, one) => sum + one / 80, 0))).toBeCloseTo(metrics.rmse, 5);
      model.dispose();
      expect(engine.tf.memory().numTensors).toBe(before);
    });

    it('predicts ratings of any scale as well', async () => {
      const rows = lowRankRatings({ users: 80, items: 40, perUser: 20 });
      const [plain, wide] = [1, 100].map(async (scale) => {
        const interactions = rows.map((row) => ({ ...row, rating: scale * Number(row.rating) + 7 }));
        const { metrics } = await train(`scale-${scale}`, { ...ratingSpec, epochs: 3 }, { interactions });
        return metrics.kind === 'rating' ? metrics.rmse / scale : Number.NaN;
      });
      expect(await wide).toBeCloseTo((await plain) ?? Number.NaN, 4);
    });

    it('answers for users and items of whom nothing is known, and says so', async () => {
      const model = await loadRecommender({ engine, folder: path.join(folder, 'ratings', 'artifact') });
      const known = model.score('u1', 'i1');
      expect(known.basis).toEqual({ user: 'interactions', item: 'interactions' });
      const newItem = model.score('u1', 'other');
      expect(newItem.basis).toEqual({ user: 'interactions', item: 'mean' });
      const newUser = model.score('other', 'i1');
      expect(newUser.basis).toEqual({ user: 'popularity', item: 'interactions' });
      expect(model.score('other', 'another').basis).toEqual({ user: 'popularity', item: 'mean' });
      for (const { score } of [known, newItem, newUser]) {
        expect(score).toBeGreaterThanOrEqual(model.range.low);
        expect(score).toBeLessThanOrEqual(model.range.high);
      }
      const popular = model.recommend('other', 5);
      expect(popular.map(({ score }) => score)).toEqual(popular.map(({ score }) => score).sort((a, b) => b - a));
      expect(popular[0]?.basis.user).toBe('popularity');
      expect(() => model.score('other', 'i1', { userFeatures: { age: 3 } })).toThrow('knows users by their ids alone');
      expect(() => model.recommend('u1', 0)).toThrow('k must be an integer from 1 to 1000');
      model.dispose();
    });

    it('recommends the best of what the user has not had', async () => {
      const model = await loadRecommender({ engine, folder: path.join(folder, 'ratings', 'artifact') });
      const had = new Set(
        lowRankRatings({ users: 80, items: 40, perUser: 20 }).flatMap(({ user, item }) =>
          user === 'u3' ? [item] : [],
        ),
      );
      const all = model.recommend('u3', 100);
      expect(all).toHaveLength(20);
      expect(all.filter(({ item }) => had.has(item))).toEqual([]);
      const [first, second] = all;
      expect(first?.score).toBe(model.score('u3', first?.item ?? '').score);
      expect(model.recommend('u3', 1, { exclude: [first?.item ?? ''] })).toEqual([second]);
      expect(model.recommend('u3', 100, { includesSeen: true })).toHaveLength(40);
      model.dispose();
    });
  });

  it('recommends to several users in one pass what it recommends to each, and ranks the items that are asked for', async () => {
    const model = await loadRecommender({ engine, folder: path.join(folder, 'ratings', 'artifact') });
    const asked = [
      { user: 'u1', k: 5 },
      { user: 'other', k: 40 },
      { user: ' u2 ', k: 1000, includesSeen: true },
      { user: 'u3', k: 7, exclude: ['i1', 'i2', 'none'] },
    ];
    const answers = await model.recommendAll(asked);
    expect(answers.map(({ basis }) => basis)).toEqual(['interactions', 'popularity', 'interactions', 'interactions']);
    answers.forEach(({ items }, index) => {
      const { user, k, ...options } = asked[index] ?? { user: '', k: 1 };
      expect(items).toEqual(model.recommend(user, k, options));
    });
    const among = ['i3', 'i9', ' i4', 'i3', 'new', 'i5'];
    const [given, popular] = await model.recommendAll([
      { user: 'u1', k: 4, among, exclude: ['i5'] },
      { user: 'other', k: 1000, among },
    ]);
    expect(given?.items.map(({ item }) => item).sort()).toEqual(['i3', 'i4', 'i9', 'new']);
    for (const { item, score } of given?.items ?? []) expect(score).toBe(model.score('u1', item).score);
    expect(popular?.items).toHaveLength(5);
    for (const { items } of [given, popular].flatMap((one) => one ?? []))
      expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).sort((a, b) => b - a));
    await expect(model.recommendAll([{ user: 'u1', k: 1001 }])).rejects.toMatchObject({ param: 'k' });
    expect(await model.recommendAll([])).toEqual([]);
    expect(model.bytes).toBeGreaterThan(4 * (80 + 40) * 5 + 4 * 80 * 20);
    model.dispose();
  });

  it.each([
    { name: 'sampled-softmax', spec: groupSpec },
    { name: 'bpr', spec: { ...groupSpec, objective: 'bpr' as const, negatives: 1, epochs: 30 } },
  ])('of what users did, by $name, ranks better than popularity does', async ({ name, spec }) => {
    const { metrics } = await train(name, spec);
    if (metrics.kind !== 'ranking') throw new Error('these are rankings');
    expect(metrics.users).toBe(60);
    expect(metrics.recall).toBeGreaterThan(1.5 * metrics.baseline.recall);
    expect(metrics.ndcg).toBeGreaterThan(metrics.baseline.ndcg);
    expect(metrics.mrr).toBeGreaterThan(0);
  });

  describe('with towers of features', () => {
    it('ranks for users and items without interactions by their features', async () => {
      const { metrics, artifactFolder, data } = await train('towers', towerSpec);
      expect(data.items).toBe(42);
      expect(metrics.kind === 'ranking' && metrics.recall > metrics.baseline.recall).toBe(true);
      const model = await loadRecommender({ engine, folder: artifactFolder });
      const userFeatures = { group: 'g2', size: 3 };
      const best = model.recommend('stranger', 8, { userFeatures });
      expect(best.every(({ basis }) => basis.user === 'features')).toBe(true);
      const ofGroup = best.filter(({ item }) => Number(item.slice(1)) % groups === 2);
      expect(ofGroup.length).toBeGreaterThanOrEqual(6);
      // Nobody has had the items 40 and 41, of the groups 0 and 1. Scores compare within a user only.
      for (const user of ['u0', 'u1', 'u4', 'u5']) {
        const [own, other] = ['i40', 'i41'].map((item) => model.score(user, item));
        expect(own?.basis).toEqual({ user: 'interactions', item: 'features' });
        const lead = (own?.score ?? Number.NaN) - (other?.score ?? Number.NaN);
        expect(Number(user.slice(1)) % groups === 0 ? lead : -lead, user).toBeGreaterThan(0);
      }
      const given = model.score('u0', 'new', { itemFeatures: { group: 'g0', size: 5 } });
      expect(given).toMatchObject({ item: 'new', basis: { user: 'interactions', item: 'features' } });
      expect(given.score).toBeCloseTo(model.score('u0', 'i40').score, 5);
      expect(() => model.recommend('stranger', 3, { userFeatures: { group: 'g1' } })).toThrow(
        'lacks the column "size"',
      );
      model.dispose();
    });
  });

  it('resumed from any of its checkpoints, ends with the same files bit for bit', async () => {
    const checkpoints: string[] = [];
    const controller = new AbortController();
    const onEvent = (event: FitEvent<RecommenderFigures>) => {
      if (event.kind !== 'checkpoint') return;
      checkpoints.push(event.folder);
      if (checkpoints.length === 3) controller.abort(new Error('cut off'));
    };
    const spec = { ...towerSpec, epochs: 5, dropout: 0.1 };
    await expect(train('cut', spec, { signal: controller.signal, onEvent })).rejects.toThrow('cut off');
    const whole = await train('whole', spec);
    const resume = { folder: checkpoints[1] ?? '' };
    const resumed = await train('resumed', spec, { resume });
    for (const name of ['model.safetensors', 'seen.safetensors', 'ids.json', 'config.json']) {
      const [one, other] = [resumed, whole].map(({ artifactFolder }) => readFile(path.join(artifactFolder, name)));
      expect((await one)?.equals((await other) ?? Buffer.alloc(0)), name).toBe(true);
    }
    expect(resumed.metrics).toEqual(whole.metrics);
    await expect(train('other', { ...spec, seed: 1 }, { resume })).rejects.toThrow('another spec or other rows');
  });

  it('keeps no tensors from step to step', async () => {
    const data = await readRecommenderData({
      spec: towerSpec,
      interactions: groupedItems(grouped),
      userFeatures: groupFeatures('u', 60),
      itemFeatures: groupFeatures('i', 40),
    });
    const before = engine.tf.memory().numTensors;
    const network = networkOf(towerSpec, data);
    const state = openFitState(engine.tf, network.parameters, { weights: startRecommender(network, 1) });
    const rows = planRows(data.train.user.length, towerSpec);
    const fit = openRecommenderFit(engine, { spec: towerSpec, data, network, state, rows });
    const counts: number[] = [];
    for (let step = 1; step <= 300; step++) {
      fit.advance(step, 0.001);
      counts.push(engine.tf.memory().numTensors);
    }
    expect(counts[299]).toBe(counts[9]);
    state.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it.each([
    { name: 'ratings', spec: { ...ratingSpec, regularisation: 0.3 } },
    { name: 'softmax and towers', spec: { ...towerSpec, regularisation: 0.3 } },
  ])('has gradients of $name as finite differences have', async ({ spec }) => {
    const { tf } = engine;
    const hasFeatures = spec.itemFeatures.length > 0;
    const data = await readRecommenderData({
      spec,
      interactions: hasFeatures ? groupedItems(grouped) : lowRankRatings({ users: 20, items: 10, perUser: 4 }),
      userFeatures: hasFeatures ? groupFeatures('u', 60) : undefined,
      itemFeatures: hasFeatures ? groupFeatures('i', 40) : undefined,
    });
    const network = networkOf(spec, data);
    const weights = startRecommender(network, 5);
    const batch = makeBatch({ spec, data }, Int32Array.of(0, 5, 9, 14, 14, 30), 1);
    const pass = () => {
      const gradients = new Map<string, Float32Array>();
      let loss = Number.NaN;
      tf.tidy(() => {
        const tensors = new Map(weights.map((one) => [one.name, toTensor(tf, one)]));
        const training = { random: () => 0.5, update: () => undefined };
        const parameter = (name: string) => tensors.get(name) ?? tf.scalar(Number.NaN);
        const { scores, backward } = network.forward({ engine, parameter, training }, batch);
        const result = scoreLoss(scores.dataSync(), batch);
        loss = result.loss + penalty();
        for (const [name, one] of backward(tf.tensor2d(result.gradient, scores.shape)))
          gradients.set(name, Float32Array.from(one.dataSync()));
      });
      return { loss, gradients };
    };
    const penalty = () =>
      [batch.users, batch.items].reduce((sum, { places, shown }, side) => {
        const values = weights[side]?.values ?? new Float32Array();
        const width = spec.factors + 1;
        const squares = [...places].map((place, index) =>
          values
            .subarray(place * width, (place + 1) * width)
            .reduce((all, one) => all + (one * (shown[index] ?? 0)) ** 2, 0),
        );
        return sum + (spec.regularisation * squares.reduce((all, one) => all + one, 0)) / places.length;
      }, 0);
    const { gradients } = pass();
    const [user, item] = [batch.users.places[1] ?? 0, batch.items.places[batch.width] ?? 0].map(
      (one) => one * (spec.factors + 1),
    );
    for (const { name } of network.parameters.filter(({ isTrained }) => isTrained)) {
      const values = weights.find((one) => one.name === name)?.values ?? new Float32Array();
      const start = name === 'user.weight' ? (user ?? 0) : name === 'item.weight' ? (item ?? 0) : 0;
      for (const index of [start, start + spec.factors, Math.floor(values.length / 2)].filter(
        (at) => at < values.length,
      )) {
        const kept = values[index] ?? Number.NaN;
        const step = 0.004;
        values[index] = kept + step;
        const above = pass().loss;
        values[index] = kept - step;
        const below = pass().loss;
        values[index] = kept;
        expect(gradients.get(name)?.[index], `${name}[${index}]`).toBeCloseTo((above - below) / (2 * step), 3);
      }
    }
  });

  it('refuses folders that are no artifact of its kind', async () => {
    const damaged = path.join(folder, 'damaged');
    await cp(path.join(folder, 'towers', 'artifact'), damaged, { recursive: true });
    const load = () => loadRecommender({ engine, folder: damaged });
    const spoil = async (name: string, change: (text: string) => string, message: string) => {
      const file = path.join(damaged, name);
      const kept = await readFile(file);
      await writeFile(file, change(kept.toString('latin1')), 'latin1');
      await expect(load()).rejects.toMatchObject({ code: 'invalid_state', message: expect.stringContaining(message) });
      await writeFile(file, kept);
    };
    await spoil('config.json', (text) => text.slice(0, 99), 'is cut off or no JSON');
    await spoil('config.json', (text) => text.replace('modelmint-recommender', 'x'), 'is not of a recommender');
    await spoil('config.json', (text) => text.replace('"users": 60', '"users": 61'), 'holds user.vectors as [60,9]');
    await spoil('config.json', (text) => text.replace('"trainedItems": ', '"trainedItems": 9'), 'more are trained');
    await spoil('ids.json', (text) => text.replace('"u1"', '"u0"'), 'does not hold 60 different ids of users');
    await spoil('ids.json', (text) => text.replace('"u1"', '["u1"]'), 'does not hold 60 different ids of users');
    await spoil('ids.json', () => '{"users": 60}', 'does not hold 60 different ids of users');
    await spoil('seen.safetensors', (text) => text.slice(0, -4), 'seen.safetensors');
    await spoil('seen.safetensors', (text) => text.slice(0, -4).concat('\0\0\0\0'), 'other users or items');
    await spoil('model.safetensors', (text) => text.slice(0, -4).concat('\0\0\xc0\x7f'), 'that are not finite');
    await spoil('seen.safetensors', (text) => text.replace('"starts"', '"others"'), 'has no starts as I32');
    await spoil(
      'model.safetensors',
      (text) => text.replace('user_tower.head.bias', 'user_tower.head.bios'),
      'lacks user_tower.head.bias',
    );
  });

  const networkOf = (spec: RecommenderSpec, { users, items }: Awaited<ReturnType<typeof readRecommenderData>>) =>
    openRecommenderNetwork({
      ...spec,
      users: { trained: users.trained, columns: users.features?.columns },
      items: { trained: items.trained, columns: items.features?.columns },
    });
}
