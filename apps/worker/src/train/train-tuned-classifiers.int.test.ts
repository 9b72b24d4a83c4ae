import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { withOrg } from '@modelmint/db/with-org';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import { newId } from '@modelmint/domain/ids';
import { ClassificationResult } from '@modelmint/domain/training-metrics';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { readCheckpointFacts } from '@modelmint/ml/checkpoint/read-checkpoint-facts';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { type JobToMake, makeJobOfRows } from '@modelmint/testing/make-job-of-rows';
import { makePlainPng } from '@modelmint/testing/make-png';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { loadServedModel } from '../serve/load-served-model.ts';
import type { LoadedModel } from '../serve/loaded-model.ts';
import { bringTestModel, claimTestJob, dyingChild, hashOf, readTestJob } from './make-test-training.ts';
import { runTraining } from './run-training.ts';

// The real child, on the slowest engine, over checkpoints that fit a page; then what was made answers as serving has it.

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

const claim = () => claimTestJob(deps);
const readJob = (id: string) => readTestJob(deps, tenant, id);

const references = path.resolve(import.meta.dirname, '../../../../packages/ml/references');

interface Base {
  id: string;
  folder: string;
  storagePrefix: string;
}

/** A reference checkpoint as an import has stored it, after `change` has had its files. */
async function makeBase(
  reference: string,
  change: (folder: string) => void | Promise<void> = () => undefined,
): Promise<Base> {
  const id = newId('baseModel');
  const folder = path.join(deps.folder, id);
  mkdirSync(folder);
  const files = readdirSync(path.join(references, reference)).filter((name) => /^(?!expected).*\.\w+$/.test(name));
  for (const name of files) cpSync(path.join(references, reference, name), path.join(folder, name));
  if (['vit', 'resnet-basic'].includes(reference)) {
    const size = { vit: { height: 12, width: 12 }, 'resnet-basic': { height: 16, width: 16 } }[reference];
    const processor = { image_processor_type: 'ViTImageProcessor', size };
    writeFileSync(path.join(folder, 'preprocessor_config.json'), JSON.stringify(processor));
  }
  const facts = await readCheckpointFacts(folder);
  await change(folder);
  const storagePrefix = `bases/${id}/1`;
  await storeFolder(deps.storage, { folder, prefix: storagePrefix });
  const source = { kind: 'folder', path: '/models/tiny' };
  const { organizationId } = tenant;
  const data = { id, organizationId, name: 'tiny', status: 'READY' as const, source, storagePrefix, facts };
  await withOrg(deps.db, organizationId, (tx) => tx.baseModel.create({ data }));
  return { id, folder, storagePrefix };
}

const tuning = {
  ...{ epochs: 6, batchSize: 8, microBatchRows: 8, learningRate: 0.01, schedule: 'linear' as const, warmupRatio: 0.1 },
  ...{ weightDecay: 0.01, clipNorm: 1, headDropout: 0.1, labelSmoothing: 0, isBalanced: false },
  ...{ earlyStopPatience: 20, evaluationsPerEpoch: 1, seed: 5 },
};
const lora = { kind: 'lora', rank: 4, alpha: 8, dropout: 0.1, targetModules: null, useRslora: false } as const;
const full = { kind: 'full' } as const;
const textSpec: EncoderClassifierSpec = {
  ...{ task: 'text-classification', kind: 'encoder', ...tuning, method: lora, maxTokens: 24 },
};
const imageSpec: VisionClassifierSpec = {
  ...{ task: 'image-classification', kind: 'vision', ...tuning, method: lora },
  augmentation: { isFlipped: true, shift: 1, cutout: 3 },
};

const words = { good: ['good', 'fine', 'great', 'nice'], bad: ['bad', 'poor', 'awful', 'dull'] };
const texts = (places: readonly string[]) =>
  places.flatMap((place) =>
    Object.entries(words).flatMap(([label, list]) =>
      list.map((word) => ({ text: `the ${place} was ${word} ${word}`, label })),
    ),
  );
const textRows = { train: texts(['film', 'play', 'book']), validation: texts(['song']) };

const pictures = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const label = index % 2 === 0 ? 'good' : 'bad';
    const shade = 150 + ((index * 13) % 100);
    const colour: [number, number, number] = label === 'good' ? [shade, 20, 20] : [20, 20, shade];
    const side = 8 + (index % 3) * 8;
    return { label, name: `${label}/${index}.png`, image: makePlainPng(side, side, colour).toString('base64') };
  });
const imageRows = { train: pictures(24), validation: pictures(8) };

async function trainOnce(job: JobToMake) {
  const id = await makeJobOfRows(deps, tenant, job);
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const folder = await bringTestModel(deps, tenant, id);
  return { job: await readJob(id), folder, files: readdirSync(folder).filter((name) => name !== 'manifest.json') };
}

/** Once more with a kill -9 between: both end with the same files, figures and charge. */
async function trainTwice(job: JobToMake) {
  const { job: first, folder, files } = await trainOnce(job);
  const killed = await makeJobOfRows(deps, tenant, job);
  expect(await runTraining(deps, await claim(), { entry: dyingChild(deps, 2) })).toBe('queued');
  const step = (await readJob(killed)).checkpoints.at(-1)?.step;
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const second = await readJob(killed);
  const messages = second.events.map(({ message }) => message);
  expect(messages).toContain(`Fine-tuning job goes on from step ${step}`);
  const told = ({ metrics, trainedTokens, chargedMicros }: typeof first) => ({ metrics, trainedTokens, chargedMicros });
  expect(told(second)).toEqual(told(first));
  const other = await bringTestModel(deps, tenant, killed);
  for (const file of files) expect(hashOf(path.join(other, file)), file).toBe(hashOf(path.join(folder, file)));
  const bills = await withOrg(deps.db, tenant.organizationId, (tx) => tx.usage.count({ where: { meter: 'training' } }));
  expect(bills).toBe(2);
  return { job: first, folder, files };
}

/** As the serving process loads it: a whole model, or an adapter on its base. */
async function serve(folder: string, base: Base | null): Promise<{ model: LoadedModel; dispose: () => void }> {
  const engine = await openEngine({ cacheFolder: deps.env.cacheFolder, only: 'wasm' });
  const options = { engine, memoryBytesMax: 1e9 };
  if (base === null) {
    const model = await loadServedModel({ ...options, folder }, undefined);
    return { model, dispose: () => model.dispose() };
  }
  const below = await loadServedModel({ ...options, folder: base.folder }, undefined);
  const model = await loadServedModel({ ...options, folder }, below);
  const dispose = () => {
    model.dispose();
    below.dispose();
  };
  return { model, dispose };
}

async function labelText(folder: string, base: Base | null, text: string): Promise<string | undefined> {
  const { model, dispose } = await serve(folder, base);
  if (model.kind !== 'encoder' || model.labels === null) throw new Error(`${model.kind} has no labels`);
  const ids = model.tokenizer.encode(text);
  const [labels] = await model.labels.run([{ ids, topK: 2 }]);
  dispose();
  expect(labels).toHaveLength(2);
  return labels?.[0]?.label;
}

test.each([
  [
    'bert',
    lora,
    trainTwice,
    ['adapter_config.json', 'adapter_model.safetensors', 'config.json', 'README.md', 'tokenizer.json'],
  ],
  ['distilbert', full, trainOnce, ['config.json', 'model.safetensors', 'README.md', 'tokenizer.json']],
] as const)(
  '%s is tuned to tell labels (%j), goes on after kill -9, and serves',
  async (reference, method, train, wanted) => {
    const base = await makeBase(reference);
    const spec = { ...textSpec, method };
    const { job, folder, files } = await train({ spec, rows: textRows, baseModel: 'tiny', baseId: base.id });
    const metrics = ClassificationResult.parse(job.metrics);
    expect(metrics).toMatchObject({ steps: 18, stoppedEarly: false });
    expect(metrics.accuracy).toBeGreaterThan(0.8);
    expect(metrics.perLabel.map(({ label }) => label)).toEqual(['bad', 'good']);
    expect(job.model).toMatchObject({ task: 'text-classification', labels: ['bad', 'good'], baseModelId: base.id });
    expect(files).toEqual(expect.arrayContaining([...wanted]));
    const on = method.kind === 'lora' ? base : null;
    expect(await labelText(folder, on, 'the song was great great')).toBe('good');
    expect(await labelText(folder, on, 'the song was awful awful')).toBe('bad');
  },
);

test.each([
  ['vit', lora, trainOnce, ['adapter_config.json', 'adapter_model.safetensors', 'config.json', 'README.md']],
  ['resnet-basic', full, trainTwice, ['config.json', 'model.safetensors', 'preprocessor_config.json', 'README.md']],
] as const)(
  '%s is tuned to tell images (%j), goes on after kill -9, and serves',
  async (reference, method, train, wanted) => {
    const base = await makeBase(reference);
    const spec = { ...imageSpec, method };
    const { job, folder, files } = await train({ spec, rows: imageRows, baseModel: 'tiny', baseId: base.id });
    const metrics = ClassificationResult.parse(job.metrics);
    expect(metrics.accuracy).toBe(1);
    expect(job.model).toMatchObject({ task: 'image-classification', labels: ['bad', 'good'] });
    expect(files).toEqual(expect.arrayContaining([...wanted]));
    const { model, dispose } = await serve(folder, method.kind === 'lora' ? base : null);
    if (model.kind !== 'image-classifier') throw new Error(model.kind);
    const red = {
      width: 16,
      height: 16,
      pixels: Uint8Array.from({ length: 768 }, (_, at) => (at % 3 === 0 ? 230 : 20)),
    };
    const [labels] = await model.run([{ image: model.shape(red), topK: 2 }]);
    dispose();
    expect(labels?.map(({ label }) => label)).toEqual(['good', 'bad']);
  },
);

test('texts that lose their end are told, and billed by what was read', async () => {
  const base = await makeBase('bert');
  const long = { text: Array(200).fill('very').join(' '), label: 'good' };
  const rows = { ...textRows, train: [...textRows.train, long] };
  const spec = { ...textSpec, epochs: 1, maxTokens: 8 };
  const id = await makeJobOfRows(deps, tenant, { spec, rows, baseModel: 'tiny', baseId: base.id });
  expect(await runTraining(deps, await claim())).toBe('succeeded');
  const job = await readJob(id);
  const told = job.events.filter(({ message }) => message.includes('lost the end'));
  expect(told.map(({ level }) => level)).toContain('warn');
  expect(Number(job.trainedTokens)).toBeLessThanOrEqual(25 * 8);
});

test.each<[string, string, () => JobToMake['spec'], (folder: string) => void, RegExp]>([
  [
    'adapter targets that it does not have',
    'bert',
    () => ({ ...textSpec, method: { ...lora, targetModules: ['q_proj'] } }),
    () => undefined,
    /no linear module q_proj; it has .*query/,
  ],
  [
    'no tokenizer',
    'bert',
    () => textSpec,
    (folder) => writeFileSync(path.join(folder, 'tokenizer.json'), '{}'),
    /tokenizer/,
  ],
  [
    'a processor that keeps the proportions',
    'vit',
    () => imageSpec,
    (folder) =>
      writeFileSync(
        path.join(folder, 'preprocessor_config.json'),
        JSON.stringify({ image_processor_type: 'ViTImageProcessor', size: { shortest_edge: 12 } }),
      ),
    /keeps the proportions of images/,
  ],
])(
  'a base with %s ends the job at once, in words for its customer',
  async (_case, reference, spec, change, message) => {
    const base = await makeBase(reference, change);
    const rows = reference === 'vit' ? imageRows : textRows;
    const id = await makeJobOfRows(deps, tenant, { spec: spec(), rows, baseModel: 'tiny', baseId: base.id });
    expect(await runTraining(deps, await claim())).toBe('failed');
    const job = await readJob(id);
    expect(job).toMatchObject({ status: 'FAILED', fault: 'CUSTOMER', chargedMicros: 0n, model: null });
    expect(job.errorMessage).toMatch(message);
  },
);
