import { readdirSync } from 'node:fs';
import path from 'node:path';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { ClassificationResult, RatingResult } from '@modelmint/domain/training-metrics';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { loadRecommender } from '@modelmint/ml/recommender/load-recommender';
import { lowRankRatings, ratingSpec } from '@modelmint/ml/recommender/toy-interactions';
import { loadTabular } from '@modelmint/ml/tabular/load-tabular';
import { priceRows, priceSpec, xorRows, xorSpec } from '@modelmint/ml/tabular/toy-tables';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { type JobToMake, makeJobOfRows } from '@modelmint/testing/make-job-of-rows';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { bringTestModel, claimTestJob, dyingChild, hashOf, readTestJob } from './make-test-training.ts';
import { runTraining } from './run-training.ts';

// The real child, on the slowest engine, over tables and ratings that fit a page.

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;

beforeAll(async () => {
  clone = await cloneDatabase();
});
afterAll(() => clone.drop());
beforeEach(async () => {
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
});
afterEach(async () => {
  expect((await checkLedger(deps.db)).filter(({ isOk }) => !isOk)).toEqual([]);
  await deps.close();
});

const claim = () => claimTestJob(deps);
const readJob = (id: string) => readTestJob(deps, tenant, id);
type Job = Awaited<ReturnType<typeof readJob>>;
const messagesOf = (job: Job) => job.events.filter(({ type }) => type === 'message').map(({ message }) => message);
const pointsOf = (job: Job) =>
  job.events.filter(({ type }) => type === 'metrics').map(({ data }) => data as Record<string, unknown>);

/** Trained at one go, and once more with a kill -9 between: both end with the same files and figures. */
async function trainTwice(job: JobToMake): Promise<{ job: Job; folder: string }> {
  const whole = await makeJobOfRows(deps, tenant, job);
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const killed = await makeJobOfRows(deps, tenant, job);
  expect(await runTraining(deps, await claim(), { entry: dyingChild(deps, 2) })).toBe('queued');
  const step = (await readJob(killed)).checkpoints.at(-1)?.step;
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const [first, second] = [await readJob(whole), await readJob(killed)];
  expect(messagesOf(second)).toContain(`Fine-tuning job goes on from step ${step}`);
  expect({ metrics: second.metrics, tokens: second.trainedTokens }).toEqual({
    metrics: first.metrics,
    tokens: first.trainedTokens,
  });
  const [folder, other] = [await bringTestModel(deps, tenant, whole), await bringTestModel(deps, tenant, killed)];
  const files = readdirSync(folder).filter((name) => name !== 'manifest.json');
  for (const file of files) expect(hashOf(path.join(other, file)), file).toBe(hashOf(path.join(folder, file)));
  return { job: first, folder };
}

const openWasm = () => openEngine({ cacheFolder: deps.env.cacheFolder, only: 'wasm' });
/** As ingest writes them: without what is ignored. */
const withoutIds = (count: number, seed: number) => xorRows(count, seed).map(({ id: _, ...row }) => row);

test('a classifier of tables is trained from scratch, goes on after kill -9, and ends the same', async () => {
  const columns = xorSpec.columns.filter(({ role }) => role !== 'ignored');
  const spec = { ...xorSpec, columns, epochs: 10 };
  const rows = {
    train: withoutIds(200, 1),
    validation: [...withoutIds(79, 2), { ...withoutIds(1, 3)[0], left: 'jammed' }],
  };
  const { job, folder } = await trainTwice({ spec, rows, baseModel: 'tabular-mlp' });
  // Labels are those of the data set's report.
  expect(job.model).toMatchObject({ task: 'tabular', labels: ['bad', 'good'] });
  const metrics = ClassificationResult.parse(job.metrics);
  expect(metrics).toMatchObject({ steps: 70, stoppedEarly: false });
  expect(metrics.accuracy).toBeGreaterThan(0.8);
  expect(metrics.auc).toBeGreaterThan(0.8);
  expect(metrics.perLabel.map(({ label }) => label)).toEqual(['no', 'yes']);
  // Five cells a row, the target among them, each time that it is seen.
  expect(job.trainedTokens).toBe(BigInt(200 * 5 * 10));
  expect(pointsOf(job).at(-1)).toMatchObject({
    step: 70,
    tokens: 200 * 5 * 10,
    train_mean_token_accuracy: null,
    valid_mean_token_accuracy: expect.any(Number),
    valid_loss: expect.any(Number),
  });
  expect(messagesOf(job)).toEqual(
    expect.arrayContaining([
      'Not read, as all training rows have the same there: unit.',
      'Of 80 held-out rows, some have values that training does not know: left (1 row).',
    ]),
  );
  const model = await loadTabular({ engine: await openWasm(), folder });
  expect(model.predict([{ left: 'on', right: 'off', noise: 3 }])).toMatchObject([{ label: 'yes' }]);
  model.dispose();
});

test('a recommender is trained from ratings without a file of held-out rows, goes on after kill -9, and ends the same', async () => {
  const ratings = lowRankRatings({ users: 60, items: 30, perUser: 12 });
  const [first] = ratings;
  const train = [{ ...first, rating: 9 }, ...ratings, { user: 'once', item: 'i1', rating: 3 }];
  const job = { spec: { ...ratingSpec, epochs: 8 }, rows: { train, validation: [] }, baseModel: 'recommender-mf' };
  const { job: done, folder } = await trainTwice(job);
  expect(done.model).toMatchObject({ task: 'recommendation', labels: [] });
  const metrics = RatingResult.parse(done.metrics);
  expect(metrics).toMatchObject({ heldOut: 60, users: 61, items: 30 });
  expect(metrics.rmse).toBeLessThan(metrics.baselineRmse);
  // User, item and rating of what is trained on: all but the last of each user that has several.
  expect(done.trainedTokens).toBe(BigInt((60 * 11 + 1) * 3 * 8));
  expect(messagesOf(done)).toEqual(
    expect.arrayContaining([
      'The last interaction of 60 users is held out. 1 user with a single one: it is trained on.',
      '1 interaction not trained on: a later one has the same user and item and takes its place.',
    ]),
  );
  const model = await loadRecommender({ engine: await openWasm(), folder });
  expect(model.recommend('u1', 3)).toHaveLength(3);
  model.dispose();
});

test('what a table cannot be trained on ends the job for its customer, uncharged', async () => {
  const rows = {
    train: [...priceRows(20, 1), { size: 'large', district: 'A', price: '900' }],
    validation: priceRows(9, 2),
  };
  const id = await makeJobOfRows(deps, tenant, { spec: priceSpec, rows, baseModel: 'tabular-mlp' });
  expect(await runTraining(deps, await claim())).toBe('failed');
  const job = await readJob(id);
  expect(job).toMatchObject({ status: 'FAILED', fault: 'CUSTOMER', chargedMicros: 0n, model: null });
  expect(job.errorMessage).toMatch(/^Training row 21: the column "size" is numeric but holds "large"; write a plain/);
});
