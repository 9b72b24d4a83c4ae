import { readdirSync } from 'node:fs';
import path from 'node:path';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { withOrg } from '@modelmint/db/with-org';
import { type LanguageModelSpec, suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { LanguageResult } from '@modelmint/domain/training-metrics';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { loadLanguageModel } from '@modelmint/ml/language-model/load-language-model';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { bringTestModel, claimTestJob, dyingChild, hashOf, readTestJob } from './make-test-training.ts';
import { runTraining } from './run-training.ts';

// The real child, on the slowest engine, over texts that fit a page.

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

const animals = { cat: 'meow', dog: 'woof', owl: 'hoot', fox: 'yap' };
const sentences = Object.entries(animals).map(([animal, sound]) => `the ${animal} says ${sound}. `);
const story = (from: number) =>
  Array.from({ length: 16 }, (_, at) => sentences[(at * 3 + from + (at >> 2)) % 4] ?? '').join('');
const texts = { train: [0, 1, 2, 3].map((from) => ({ text: story(from) })), validation: [{ text: story(2) }] };
const chats = Object.entries(animals).flatMap(([animal, sound]) =>
  Array.from({ length: 4 }, () => ({
    messages: [
      { role: 'user', content: `what says the ${animal}?` },
      { role: 'assistant', content: sound },
    ],
  })),
);

const data = { trainCharacters: 1_000, seed: 5 };
const small = { contextLength: 32, batchSize: 4, microBatchRows: 4, epochs: 4, learningRate: 0.01 };
const lstm = { ...suggestLanguageModelSpec('lstm', data), ...small, embeddingSize: 32, hiddenSize: 32 };
const llama = {
  ...{ ...suggestLanguageModelSpec('llama', data), ...small, contextLength: 64 },
  ...{ hiddenSize: 32, intermediateSize: 48, layers: 1, heads: 2, kvHeads: 1, vocabulary: { kind: 'bpe', size: 300 } },
};

/** A queued job over rows as ingest writes them; the report says that they have 1,000 tokens. */
async function makeJob(spec: object, rows: { train: object[]; validation: object[] } = texts): Promise<string> {
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  for (const split of ['train', 'validation'] as const) {
    const lines = rows[split].map((row) => `${JSON.stringify(row)}\n`).join('');
    await deps.storage.put(`datasets/${datasetVersionId}/1/${split}.jsonl`, Buffer.from(lines));
  }
  const id = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  const baseModel = `language-model-${(spec as LanguageModelSpec).kind}`;
  const change = { spec, task: 'text-generation', baseModel };
  await withOrg(deps.db, tenant.organizationId, (tx) => tx.fineTuningJob.update({ where: { id }, data: change }));
  return id;
}

test('an LSTM learns to write from nothing: no base, samples of texts, billed by the estimate', async () => {
  const jobId = await makeJob(lstm);
  expect(await runTraining(deps, await claimTestJob(deps))).toBe('succeeded');
  const job = await readTestJob(deps, tenant, jobId);
  expect(job).toMatchObject({ status: 'SUCCEEDED', trainedTokens: 4_000n });
  expect(job.model).toMatchObject({ task: 'text-generation', baseModelId: null, labels: [] });
  const metrics = LanguageResult.parse(job.metrics);
  expect(metrics).toMatchObject({ base: null, hasChatTemplate: false, stoppedEarly: false });
  expect(metrics.perplexity).toBeLessThan(6); // of 259 tokens
  const [sample] = metrics.samples;
  expect(story(2)).toContain(`${sample?.prompt}${sample?.expected}`);
  expect(sample?.written).not.toBe('');

  const messages = job.events.map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringMatching(/^The model reads bytes and has 16,\d{3} parameters\.$/));
  expect(messages).toContainEqual(
    expect.stringMatching(/^The texts are cut into \d+ windows of at most 32 tokens to train on and \d+ held out\.$/),
  );
  expect(messages.filter((one) => one.startsWith('Samples at step'))).toHaveLength(4);
  const points = job.events
    .filter(({ type }) => type === 'metrics')
    .map(({ data: point }) => point as { tokens: number });
  expect(points.at(-1)?.tokens).toBe(4_000);
  expect(points[0]?.tokens).toBeLessThan(200);

  const engine = await openEngine({ cacheFolder: deps.env.cacheFolder, only: 'wasm' });
  const model = await loadLanguageModel({ engine, folder: await bringTestModel(deps, tenant, jobId) });
  expect(await model.write('the cat says ', { maxTokens: 4, sampling: { temperature: 0 } })).not.toBe('');
  model.dispose();
});

test('a small Llama learns chats, goes on after kill -9 and ends with the same bytes and the same bill', async () => {
  const rows = { train: chats, validation: chats };
  const whole = await makeJob(llama, rows);
  expect(await runTraining(deps, await claimTestJob(deps))).toBe('succeeded');
  const killed = await makeJob(llama, rows);
  expect(await runTraining(deps, await claimTestJob(deps), { entry: dyingChild(deps) })).toBe('queued');
  expect(await runTraining(deps, await claimTestJob(deps))).toBe('succeeded');
  const [one, other] = [await readTestJob(deps, tenant, whole), await readTestJob(deps, tenant, killed)];
  expect(other.events.filter(({ message }) => message.includes('goes on from step'))).toHaveLength(1);
  expect(other.events.filter(({ message }) => /^A vocabulary of 2\d\d tokens was/.test(message))).toHaveLength(1);
  const fewer = /^The texts have no more frequent pairs, so the vocabulary has 2\d\d tokens instead of 300\.$/;
  expect(one.events.find(({ level }) => level === 'warn')?.message).toMatch(fewer);
  const endOf = ({ metrics, trainedTokens, chargedMicros }: typeof one) => ({ metrics, trainedTokens, chargedMicros });
  expect(endOf(other)).toEqual(endOf(one));
  const folders = [await bringTestModel(deps, tenant, whole), await bringTestModel(deps, tenant, killed)];
  const [first, second] = folders.map((folder) => hashOf(path.join(folder, 'model.safetensors')));
  expect(second).toBe(first);
  const files = ['config.json', 'tokenizer.json', 'generation_config.json', 'chat_template.jinja', 'README.md'];
  expect(readdirSync(folders[0] ?? '')).toEqual(expect.arrayContaining(files));
  const { hasChatTemplate, samples } = LanguageResult.parse(one.metrics);
  expect(hasChatTemplate).toBe(true);
  expect(samples[0]).toMatchObject({ prompt: 'user: what says the cat?', expected: 'meow' });
});

test('more than the memory of this worker is refused with the numbers', async () => {
  const jobId = await makeJob({ ...lstm, hiddenSize: 1_024, embeddingSize: 1_024, layers: 2 });
  const little = { ...deps, env: { ...deps.env, trainMemoryBytesMax: 2 ** 28 } };
  expect(await runTraining(little, await claimTestJob(deps))).toBe('failed');
  expect(await readTestJob(deps, tenant, jobId)).toMatchObject({
    ...{ fault: 'CUSTOMER', chargedMicros: 0n, errorParam: 'method.supervised.hyperparameters.max_tokens' },
    errorMessage: expect.stringMatching(
      /^A training step would take 0\.\d GB of memory and may take 0\.3 GB: .* Lower/,
    ),
  });
});
