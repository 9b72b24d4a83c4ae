import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PredictAnswer } from '@modelmint/domain/serving-contract';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { loadTabular } from '@modelmint/ml/tabular/load-tabular';
import { priceRows, priceSpec, xorRows, xorSpec } from '@modelmint/ml/tabular/toy-tables';
import { trainTabular } from '@modelmint/ml/tabular/train-tabular';
import { readSafetensors } from '@modelmint/ml/weights/read-safetensors';
import { writeSafetensors } from '@modelmint/ml/weights/write-safetensors';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { plainGeneration, reference, referenceWith, startTestServing, type TestServing } from './start-test-serving.ts';

let folder: string;
let labels: string;
let values: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'modelmint-tables-'));
  const engine = await openEngine({ only: 'wasm' });
  const train = async (name: string, options: Pick<Parameters<typeof trainTabular>[0], 'spec' | 'trainRows'>) => {
    const checkpointFolder = path.join(folder, name);
    const validationRows = [...(options.trainRows as [])].slice(0, 20);
    const own = { engine, checkpointFolder, validationRows, onEvent: () => undefined };
    return (await trainTabular({ ...own, ...options })).artifactFolder;
  };
  labels = await train('labels', { spec: { ...xorSpec, epochs: 20 }, trainRows: xorRows(200, 1) });
  values = await train('values', { spec: { ...priceSpec, epochs: 3 }, trainRows: priceRows(100, 1) });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const callOf = (storagePrefix: string, modelId = 'mdl_t') => ({ modelId, storagePrefix, base: null, topK: 5 });

async function predict(serving: TestServing, call: object, rows: object[]): Promise<PredictAnswer> {
  const { status, body } = await serving.post('/predict', { ...call, rows });
  expect({ status, body }).toMatchObject({ status: 200 });
  return PredictAnswer.parse(body);
}

const on = { left: 'on', right: 'off', noise: 3 };

test('tells the labels of rows, what is unseen, and the cells that it read', async () => {
  const serving = await startTestServing();
  const rows = [on, { left: 'on', right: 'on', noise: '4', label: 'yes', unit: 'lb' }, { ...on, left: 'broken' }];
  const { results, tokens } = await predict(serving, callOf(labels), rows);
  expect(tokens).toEqual([3, 3, 3]);
  expect(results).toMatchObject([
    { kind: 'label', scores: [{ label: 'yes' }, { label: 'no' }], unseen: [] },
    { kind: 'label', scores: [{ label: 'no' }, { label: 'yes' }], unseen: [] },
    { kind: 'label', unseen: ['left'] },
  ]);
  const best = await predict(serving, { ...callOf(labels), topK: 1 }, [on]);
  expect(best.results).toMatchObject([{ scores: { length: 1 } }]);
});

test('predicts values as the model does by itself', async () => {
  const serving = await startTestServing();
  const rows = priceRows(30, 5);
  const { results, tokens } = await predict(serving, callOf(values), rows);
  const model = await loadTabular({ engine: serving.engine, folder: values });
  model.predict(rows).forEach((expected, row) => {
    const found = results[row];
    if (found?.kind !== 'value' || expected.kind !== 'value') throw new Error('these are values');
    expect(found.value).toBeCloseTo(expected.value, 2);
  });
  model.dispose();
  expect(tokens).toEqual(Array(30).fill(2));
});

test('calls share passes, one that is refused leaves the others alone, and nothing is left behind', async () => {
  const serving = await startTestServing();
  await predict(serving, callOf(labels), [on]);
  const idle = serving.tf.memory().numTensors;
  const bytes = serving.cache.bytes;
  const calls = Array.from({ length: 12 }, (_, i) => xorRows(1 + 100 * (i % 4), i));
  const whole = await Promise.all(calls.map((rows) => predict(serving, callOf(labels), rows)));
  const bad = serving.post('/predict', { ...callOf(labels), rows: [on, { ...on, noise: 'much' }] });
  const again = await Promise.all(calls.map((rows) => predict(serving, callOf(labels), rows)));
  expect(await bad).toMatchObject({ status: 400, body: { error: { param: 'input[1].noise' } } });
  again.forEach(({ results }, call) => {
    expect(results.map(bestOf)).toEqual(whole[call]?.results.map(bestOf));
    expect(results).toHaveLength(calls[call]?.length ?? 0);
  });
  expect(serving.tf.memory().numTensors).toBe(idle);
  expect(serving.cache.bytes).toBe(bytes);
  expect(bytes).toBeGreaterThan(1_000);
});

const bestOf = (result: PredictAnswer['results'][number]) => result.kind === 'label' && result.scores[0]?.label;

test.each([
  ['lacks a column', [on, { left: 'on', noise: 1 }], 'input[1].right', 'lacks the column "right"; give null'],
  ['has an unknown column', [{ ...on, nose: 1 }], 'input[0].nose', 'nothing is known of the column nose'],
  ['has text for a number', [on, on, { ...on, noise: '1,5' }], 'input[2].noise', 'is numeric but holds "1,5"'],
  ['has a number without end', [{ ...on, noise: '1e999' }], 'input[0].noise', 'is numeric but holds "1e999"'],
])('refuses a row that %s, and says where', async (_case, rows, param, what) => {
  const serving = await startTestServing();
  const message = expect.stringContaining(what);
  expect(await serving.post('/predict', { ...callOf(labels), rows })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_value', param, message } },
  });
});

test.each([
  ['no rows', []],
  ['a list as a row', [[1, 2]]],
  ['a list as a cell', [{ ...on, left: ['on'] }]],
  ['too many rows', Array(1025).fill(on)],
  ['a cell that is too long', [{ ...on, left: 'x'.repeat(50_001) }]],
])('refuses %s', async (_case, rows) => {
  const serving = await startTestServing();
  const { status, body } = await serving.post('/predict', { ...callOf(labels), rows });
  expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 'invalid_value' } } });
});

const chat = { ...plainGeneration, prompt: { texts: ['a'] } };
const asked = {
  '/classify': { inputs: ['a'] },
  '/embed': { inputs: ['a'] },
  '/generate': chat,
  '/predict': { rows: [on] },
  '/recommend': { users: ['u1'], items: null, exclude: [], includesSeen: false },
};

test('says what a model of tables can do, and what others can do that are asked for predictions', async () => {
  const serving = await startTestServing();
  const ask = async (route: keyof typeof asked, call: object, can: string) => {
    const message = expect.stringContaining(can);
    const error = { code: 'invalid_value', param: 'model', message };
    expect(await serving.post(route, { ...call, ...asked[route] })).toMatchObject({ status: 400, body: { error } });
  };
  const tables = 'predicts labels from rows of a table: send rows to POST /v1/predictions';
  for (const route of ['/classify', '/embed', '/generate', '/recommend'] as const)
    await ask(route, callOf(labels), tables);
  await ask('/classify', callOf(values, 'mdl_v'), 'predicts values from rows of a table');
  const vit = referenceWith('vit', {
    'preprocessor_config.json': { image_processor_type: 'ViTImageProcessor', size: 12 },
  });
  const others: [string, string][] = [
    [reference('bert'), 'POST /v1/embeddings'],
    [vit, 'POST /v1/classifications'],
    [reference('gpt2-without-prefix'), 'POST /v1/completions'],
  ];
  for (const [at, [prefix, can]] of others.entries())
    for (const route of ['/predict', '/recommend'] as const) await ask(route, callOf(prefix, `mdl_${at}`), can);
});

function spoiled(change: (folder: string) => void | Promise<void>): Promise<string> {
  const copy = mkdtempSync(path.join(tmpdir(), 'modelmint-spoiled-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(labels, copy, { recursive: true });
  return Promise.resolve(change(copy)).then(() => copy);
}

const config = (change: (json: string) => string) => (copy: string) => {
  const file = path.join(copy, 'config.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

test.each<[string, (copy: string) => void | Promise<void>, string, string]>([
  ['weights that are missing', (copy) => rmSync(path.join(copy, 'model.safetensors')), 'invalid_state', 'safetensors'],
  [
    'weights that are cut off',
    (copy) =>
      writeFileSync(
        path.join(copy, 'model.safetensors'),
        readFileSync(path.join(copy, 'model.safetensors')).subarray(0, -9),
      ),
    'invalid_state',
    'not a whole weights file',
  ],
  ['a config that is cut off', config((json) => json.slice(0, 80)), 'invalid_file', 'cut off or no JSON'],
  ['another version', config((json) => json.replace('"version": 1', '"version": 9')), 'invalid_state', 'version 9'],
  [
    'an embedding that nothing could hold',
    config((json) => json.replace('"size": 2', '"size": 9007199254740991')),
    'invalid_state',
    'larger than its spec allows',
  ],
  [
    'layers that the weights are not of',
    config((json) => json.replace(/"hiddenSizes": \[[^\]]*\]/, '"hiddenSizes": [4096, 4096, 4096]')),
    'invalid_state',
    'holds layers.0.dense',
  ],
  [
    'more values than its memory',
    config((json) => json.replace('"off"', `"${'x'.repeat(9 << 20)}"`)),
    'invalid_file',
    'the limit is',
  ],
])('tells of a stored model of tables with %s', async (_case, change, code, what) => {
  const serving = await startTestServing();
  const before = serving.tf.memory().numTensors;
  const { body } = await serving.post('/predict', { ...callOf(await spoiled(change)), rows: [on] });
  expect(body).toMatchObject({ error: { code, message: expect.stringContaining(what) } });
  expect(serving.tf.memory().numTensors).toBe(before);
  expect(serving.cache.ids).toEqual([]);
});

test('answers with finite numbers or not at all', async () => {
  const serving = await startTestServing();
  const storagePrefix = await spoiled(async (copy) => {
    const file = path.join(copy, 'model.safetensors');
    const weights = await readSafetensors(file);
    await writeSafetensors(
      file,
      weights.map((one) => (one.name.startsWith('head.') ? { ...one, values: one.values.fill(3e38) } : one)),
    );
  });
  const { body } = await serving.post('/predict', { ...callOf(storagePrefix), rows: [on] });
  const message = expect.stringContaining('gives no finite number');
  expect(body).toMatchObject({ error: { code: 'invalid_state', param: 'model', message } });
});

test('refuses a model that is larger than the memory before it is read', async () => {
  const texts = 8 * statSync(path.join(labels, 'config.json')).size;
  const serving = await startTestServing({ memoryBytesMax: texts + 100 });
  const { body } = await serving.post('/predict', { ...callOf(labels), rows: [on] });
  const message = expect.stringContaining('Raise SERVING_MEMORY_MB');
  expect(body).toMatchObject({ error: { code: 'engine_overloaded', retryable: false, message } });
});
