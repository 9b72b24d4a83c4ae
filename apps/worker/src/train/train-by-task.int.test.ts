import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { withOrg } from '@modelmint/db/with-org';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { type CnnSpec, suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import { newId } from '@modelmint/domain/ids';
import { LanguageFigures, LanguageResult } from '@modelmint/domain/training-metrics';
import { loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { loadCnn } from '@modelmint/ml/cnn/load-cnn';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { readSafetensors } from '@modelmint/ml/weights/read-safetensors';
import { writeSafetensors } from '@modelmint/ml/weights/write-safetensors';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { type JobToMake, makeJobOfRows } from '@modelmint/testing/make-job-of-rows';
import { makePng } from '@modelmint/testing/make-png';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { bringTestModel, claimTestJob, dyingChild, hashOf, readTestJob } from './make-test-training.ts';
import { runTraining } from './run-training.ts';

// The real child, on the slowest engine, over models that fit a page.

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
  await deps.db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "status" IN ('QUEUED', 'RUNNING')`;
  await deps.close();
});

/** Of a model that was tuned, which has a base to be compared with. */
const TunedResult = LanguageResult.extend({ base: LanguageFigures });
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);

const makeJob = (job: JobToMake) => makeJobOfRows(deps, tenant, job);
const claim = () => claimTestJob(deps);
const readJob = (id: string) => readTestJob(deps, tenant, id);
const bringModel = (jobId: string) => bringTestModel(deps, tenant, jobId);

const reference = path.resolve(import.meta.dirname, '../../../../packages/ml/references/llama-rope-llama3');
const baseFiles = [
  'config.json',
  'model.safetensors',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
];

/** A base model of this tenant, after `change` has had its files. */
async function makeBase(change: (folder: string) => void | Promise<void> = () => undefined) {
  const id = newId('baseModel');
  const folder = path.join(deps.folder, id);
  mkdirSync(folder);
  for (const name of baseFiles) copyFileSync(path.join(reference, name), path.join(folder, name));
  await change(folder);
  const storagePrefix = `bases/${id}/1`;
  await storeFolder(deps.storage, { folder, prefix: storagePrefix });
  const { organizationId } = tenant;
  const source = { kind: 'folder', path: '/models/tiny' };
  await inOrg((tx) =>
    tx.baseModel.create({ data: { id, organizationId, name: 'tiny-llama', status: 'READY', source, storagePrefix } }),
  );
  return { id, storagePrefix, folder };
}

const chat = (word: string, answer: string, place = 'film') => ({
  messages: [
    { role: 'user', content: `The ${place} was ${word}.` },
    { role: 'assistant', content: answer },
  ],
});
const words = { positive: ['good', 'fine', 'great', 'nice'], negative: ['bad', 'poor', 'awful', 'dull'] };
const chats = (place: string) =>
  Object.entries(words).flatMap(([answer, list]) => list.map((word) => chat(word, answer, place)));
const long = chat('long', Array(60).fill('very').join(' '));
const languageRows = { train: [...chats('film'), ...chats('play'), long], validation: chats('film') };

const languageSpec: CausalLmSpec = {
  task: 'text-generation',
  method: { kind: 'lora', rank: 8, alpha: 16, dropout: 0.1, targetModules: null, useRslora: false },
  epochs: 12,
  batchSize: 8,
  microBatchRows: 8,
  isPacked: true,
  maxTokens: 96,
  whenTooLong: 'cut',
  learningRate: 0.01,
  schedule: 'linear',
  warmupRatio: 0.05,
  weightDecay: 0,
  clipNorm: 1,
  labelSmoothing: 0,
  isRecomputed: false,
  evaluateEverySteps: 12,
  checkpointEverySteps: 12,
  earlyStopPatience: 20,
  seed: 5,
};

const makeLanguageJob = async (part: Partial<CausalLmSpec> = {}, base?: { id: string }) =>
  makeJob({
    spec: { ...languageSpec, ...part },
    rows: languageRows,
    baseModel: 'tiny-llama',
    baseId: (base ?? (await makeBase())).id,
  });

test('a chat model is tuned by LoRA: figures beside the base, samples, an adapter that stands alone', async () => {
  const base = await makeBase();
  const jobId = await makeLanguageJob({}, base);
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const job = await readJob(jobId);
  expect(job).toMatchObject({ status: 'SUCCEEDED', step: 36, stepsTotal: 36, model: { task: 'text-generation' } });
  expect(job.model?.labels).toEqual([]);
  const metrics = TunedResult.parse(job.metrics);
  expect(metrics).toMatchObject({ steps: 36, stoppedEarly: false, tokens: metrics.base.tokens });
  expect(metrics.loss).toBeLessThan(metrics.base.loss - 0.5);
  expect(metrics.tokenAccuracy).toBeGreaterThan(metrics.base.tokenAccuracy);
  expect(metrics.samples).toHaveLength(3);
  expect(metrics.samples[0]).toMatchObject({ prompt: 'user: The film was good.', expected: 'positive' });
  expect(metrics.samples[0]?.written).toMatch(/^(pos|neg)/);

  const messages = job.events.map(({ message }) => message);
  expect(messages).toContain('1 training example has more than 96 tokens and lost the end.');
  expect(messages.find((one) => one.startsWith('Before training, tiny-llama has a loss of'))).toMatch(
    /% of the tokens\.$/,
  );
  const samples = job.events.filter(({ message }) => /^Samples at step (12|24|36)$/.test(message));
  expect(samples).toHaveLength(3);
  expect(samples[0]).toMatchObject({
    level: 'info',
    type: 'message',
    data: {
      step: 12,
      samples: metrics.samples.map(({ prompt, expected }) => ({ prompt, expected, written: expect.any(String) })),
    },
  });
  const points = job.events.filter(({ type }) => type === 'metrics').map(({ data }) => data as Record<string, unknown>);
  expect(points).toHaveLength(36);
  expect(points[0]).toMatchObject({ step: 1, train_mean_token_accuracy: null, valid_loss: null });
  expect(points[11]?.valid_loss).toEqual(expect.any(Number));
  expect(points[11]?.valid_mean_token_accuracy).toEqual(expect.any(Number));
  expect(job.checkpoints.map(({ step }) => step)).toEqual([12, 24, 36]);
  // What was seen, not what the loss counted; the answer is billed to the estimate at most.
  expect(Number(job.trainedTokens)).toBe(points[35]?.tokens);

  const folder = await bringModel(jobId);
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining([
      'README.md',
      'adapter_config.json',
      'adapter_model.safetensors',
      'chat_template.jinja',
      'tokenizer.json',
      'tokenizer_config.json',
    ]),
  );
  const config = JSON.parse(readFileSync(path.join(folder, 'adapter_config.json'), 'utf8')) as object;
  expect(config).toMatchObject({
    base_model_name_or_path: 'tiny-llama',
    r: 8,
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
  });
  const engine = await openEngine({ cacheFolder: deps.env.cacheFolder, only: 'wasm' });
  (await loadCausalLm({ engine, folder: base.folder, adapterFolder: folder })).dispose();
});

test('all parameters are tuned into a checkpoint of the same architecture', async () => {
  const jobId = await makeLanguageJob({ method: { kind: 'full' }, learningRate: 0.003 });
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const { base, loss } = TunedResult.parse((await readJob(jobId)).metrics);
  expect(loss).toBeLessThan(base.loss - 0.5);
  const folder = await bringModel(jobId);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['config.json', 'model.safetensors', 'tokenizer.json']));
});

test('a language model goes on after kill -9 and ends with the same adapter, with the head that it trains whole', async () => {
  const base = await makeBase();
  const method = { ...languageSpec.method, modulesToSave: ['lm_head'] } as CausalLmSpec['method'];
  const whole = await makeLanguageJob({ method }, base);
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const killed = await makeLanguageJob({ method }, base);
  expect(await runTraining(deps, await claim(), { entry: dyingChild(deps) })).toBe('queued');
  expect((await readJob(killed)).events.at(-1)?.message).toMatch(/ended with SIGKILL/);
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const job = await readJob(killed);
  expect(job.events.some(({ message }) => message === 'Fine-tuning job goes on from step 12')).toBe(true);
  expect(job.events.filter(({ message }) => message.includes('lost the end'))).toHaveLength(1);
  const file = path.join(await bringModel(killed), 'adapter_model.safetensors');
  expect(hashOf(file)).toBe(hashOf(path.join(await bringModel(whole), 'adapter_model.safetensors')));
  expect((await readSafetensors(file)).map(({ name }) => name)).toContain('base_model.model.lm_head.weight');
  const other = await readJob(whole);
  expect({ metrics: job.metrics, tokens: job.trainedTokens }).toEqual({
    metrics: other.metrics,
    tokens: other.trainedTokens,
  });
});

test.each<[string, (folder: string) => void | Promise<void>, RegExp]>([
  [
    'with the tokenizer of another model',
    (folder) => {
      const file = path.join(folder, 'tokenizer.json');
      const json = JSON.parse(readFileSync(file, 'utf8')) as { added_tokens: object[] };
      json.added_tokens.push({
        id: 400,
        content: '<extra>',
        special: true,
        normalized: false,
        lstrip: false,
        rstrip: false,
        single_word: false,
      });
      writeFileSync(file, JSON.stringify(json));
    },
    /tokenizer has ids up to 400, but the model's vocab_size is 288/,
  ],
  ['that was cut off', (folder) => truncateSync(path.join(folder, 'model.safetensors'), 60_000), /model\.safetensors/],
  [
    'without a chat template',
    (folder) => writeFileSync(path.join(folder, 'chat_template.jinja'), '{{'),
    /chat template/,
  ],
  [
    'of no numbers',
    (folder) => changeWeights(folder, 'model.norm.weight', Number.NaN),
    /tiny-llama gives a loss that is no finite number before any training/,
  ],
  [
    'that cannot be trained',
    (folder) => changeWeights(folder, 'model.norm.weight', 1e35),
    /diverged: at step 1 the gradient is not a finite number, with the learning rate at 0\.0\d+\. Try a tenth/,
  ],
])('a base %s ends the job at once, in words for its customer', async (_case, change, message) => {
  const jobId = await makeLanguageJob({}, await makeBase(change));
  expect(await runTraining(deps, await claim())).toBe('failed');
  const job = await readJob(jobId);
  expect(job).toMatchObject({ status: 'FAILED', fault: 'CUSTOMER', chargedMicros: 0n, model: null });
  expect(job.errorMessage).toMatch(message);
});

async function changeWeights(folder: string, name: string, value: number): Promise<void> {
  const file = path.join(folder, 'model.safetensors');
  const weights = await readSafetensors(file);
  weights.find((one) => one.name === name)?.values.fill(value);
  await writeSafetensors(file, weights, { metadata: { format: 'pt' } });
}

test('a base with a changed byte in the storage is ours to mend: the job waits for the next worker', async () => {
  const base = await makeBase();
  await deps.storage.put(`${base.storagePrefix}/model.safetensors`, Buffer.from('changed'));
  const jobId = await makeLanguageJob({}, base);
  for (const wanted of ['queued', 'queued', 'failed']) expect(await runTraining(deps, await claim())).toBe(wanted);
  expect(await readJob(jobId)).toMatchObject({ status: 'FAILED', fault: 'PLATFORM', chargedMicros: 0n });
});

test('a step that does not fit into the memory is refused with the numbers', async () => {
  const jobId = await makeLanguageJob({ microBatchRows: 256, maxTokens: 256 });
  const small = { ...deps, env: { ...deps.env, trainMemoryBytesMax: 2 ** 30 } };
  expect(await runTraining(small, await claim())).toBe('failed');
  const job = await readJob(jobId);
  expect(job).toMatchObject({ fault: 'CUSTOMER', errorParam: 'method.supervised.hyperparameters.max_tokens' });
  expect(job.errorMessage).toMatch(
    /^A training step would take 2\.\d GB of memory and may take 1\.1 GB: .* for 256 rows of 256 tokens\. Try to lower/,
  );
});

/** Squares of a colour that says the label, in noise. */
function picture(label: string, index: number) {
  const [width, height] = index % 3 === 0 ? [24, 20] : [16, 16];
  const pixels = Uint8Array.from(
    { length: width * height * 3 },
    (_, at) => (at * 37 + index * 101 + at * at * 7) % 120,
  );
  for (let at = label === 'good' ? 0 : 2; at < pixels.length; at += 3) pixels[at] = 230;
  return { label, name: `${label}/${index}.png`, image: makePng({ width, height, pixels }).toString('base64') };
}
const pictures = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => picture(i % 2 === 0 ? 'good' : 'bad', from + i));
const pictureRows = { train: pictures(48, 0), validation: pictures(16, 100) };
const pictureSpec: CnnSpec = {
  ...suggestCnnSpec('normed', { height: 16, width: 16, trainRows: 48 }, 3),
  layers: [
    { kind: 'conv', filters: 8, padding: 'same' },
    { kind: 'batch-norm' },
    { kind: 'relu' },
    { kind: 'max-pool' },
    { kind: 'global-average-pool' },
  ],
  epochs: 6,
  batchSize: 8,
  learningRate: 0.02,
  warmupRatio: 0,
};
const makePictureJob = (rows: JobToMake['rows'] = pictureRows, part: Partial<CnnSpec> = {}) =>
  makeJob({ spec: { ...pictureSpec, ...part }, rows, baseModel: 'image-classifier-cnn' });

test('an image classifier is trained from scratch, goes on after kill -9, and ends the same', async () => {
  const whole = await makePictureJob();
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const job = await readJob(whole);
  expect(job.metrics).toMatchObject({
    steps: 36,
    confusion: [
      [8, 0],
      [0, 8],
    ],
    accuracy: 1,
  });
  expect(job.model).toMatchObject({ labels: ['bad', 'good'], task: 'image-classification' });
  const tfjs = path.join(deps.folder, 'tfjs');
  const { sizeBytes } = await fetchFolder(deps.storage, { prefix: `${job.model?.storagePrefix}/tfjs`, folder: tfjs });
  expect(readdirSync(tfjs)).toEqual(expect.arrayContaining(['README.md', 'model.json', 'group1-shard1of1.bin']));
  expect(Number(job.model?.sizeBytes)).toBeGreaterThan(sizeBytes);
  // 16×16 pixels are 4 tokens, 24×20 are 9, each time that an image is seen.
  const seen = pictureRows.train.reduce((sum, _row, i) => sum + (i % 3 === 0 ? 9 : 4), 0);
  expect(job.trainedTokens).toBe(BigInt(seen * 6));
  const points = job.events.filter(({ type }) => type === 'metrics').map(({ data }) => data as Record<string, unknown>);
  expect(points.at(-1)).toMatchObject({
    step: 36,
    tokens: seen * 6,
    train_mean_token_accuracy: null,
    valid_mean_token_accuracy: 1,
  });

  const killed = await makePictureJob();
  expect(await runTraining(deps, await claim(), { entry: dyingChild(deps) })).toBe('queued');
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const again = await readJob(killed);
  expect(again.events.some(({ message }) => message === 'Fine-tuning job goes on from step 6')).toBe(true);
  expect({ metrics: again.metrics, tokens: again.trainedTokens }).toEqual({
    metrics: job.metrics,
    tokens: job.trainedTokens,
  });
  const [first, second] = [await bringModel(whole), await bringModel(killed)];
  expect(hashOf(path.join(second, 'model.safetensors'))).toBe(hashOf(path.join(first, 'model.safetensors')));
  const engine = await openEngine({ cacheFolder: deps.env.cacheFolder, only: 'wasm' });
  const model = await loadCnn({ engine, folder: first });
  expect(model.labels).toEqual(['bad', 'good']);
  model.dispose();
});

test.each<[string, Parameters<typeof makePictureJob>, RegExp, string | null]>([
  [
    'an image that cannot be decoded',
    [{ ...pictureRows, train: [...pictureRows.train, { label: 'good', name: 'good/x.png', image: 'aGVsbG8=' }] }],
    /line 49 \(good\/x\.png\): This is no image that can be read/,
    null,
  ],
  [
    'a step larger than the memory',
    [
      pictureRows,
      { height: 256, width: 256, batchSize: 512, layers: [{ kind: 'conv', filters: 1024, padding: 'same' }] },
    ],
    /would take [\d.]+ GB of memory and may take [\d.]+ GB: .* for 512 images of 256×256 pixels.* lower batch_size/,
    'method.supervised.hyperparameters.batch_size',
  ],
])('%s fails the job for its customer, with what to do', async (_case, given, message, errorParam) => {
  const jobId = await makePictureJob(...given);
  expect(await runTraining(deps, await claim())).toBe('failed');
  const job = await readJob(jobId);
  expect(job).toMatchObject({ status: 'FAILED', fault: 'CUSTOMER', chargedMicros: 0n, errorParam });
  expect(job.errorMessage).toMatch(message);
});
