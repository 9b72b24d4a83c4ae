import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CnnLayer, cnnTemplates, suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import '@tensorflow/tfjs-backend-cpu';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, expect, it } from 'vitest';
import type { ImageRows } from '../cnn/image-rows.ts';
import { loadCnn } from '../cnn/load-cnn.ts';
import { trainCnn } from '../cnn/train-cnn.ts';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { collectTable } from '../tabular/collect-table.ts';
import { encodeTable } from '../tabular/encode-table.ts';
import { loadTabular } from '../tabular/load-tabular.ts';
import { priceRows, priceSpec, xorRows, xorSpec } from '../tabular/toy-tables.ts';
import { trainTabular } from '../tabular/train-tabular.ts';
import { loadTextClassifier } from '../text-classifier/load-text-classifier.ts';
import { makeToyRows, toyLabels, toySpec, writeToyData } from '../text-classifier/toy-rows.ts';
import { trainTextClassifier } from '../text-classifier/train-text-classifier.ts';
import { Vocabulary } from '../text-classifier/vocabulary.ts';
import { exportTfjs } from './export-tfjs.ts';
import { LayersModelBuilder } from './layers-model.ts';
import { writeLayersModel } from './write-layers-model.ts';

/** What a browser does: it asks a server for `model.json`, and then for the shards that it names. */
const server = createServer((request, response) => {
  try {
    response.end(readFileSync(path.join(tmpdir(), decodeURIComponent(request.url ?? ''))));
  } catch {
    response.writeHead(404).end();
  }
});
const listening = new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
});
afterAll(() => void server.close());

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'modelmint-tfjs-'));

/** Exports an artifact, and loads it as TensorFlow.js does on its own plain backend. */
async function reload(artifactFolder: string) {
  return load(await exportTfjs(artifactFolder, path.join(newFolder(), 'model')));
}

async function load(folder: string) {
  const url = `http://127.0.0.1:${await listening}/${path.relative(tmpdir(), folder)}/model.json`;
  const model = await onPlainBackend(() => loadLayersModel(url));
  return { folder, model, facts: model.getUserDefinedMetadata() as Record<string, unknown> };
}

/** So that no kernel of ours has a part in it. */
async function onPlainBackend<T>(work: () => T | Promise<T>): Promise<T> {
  const { tf } = await openWasmEngine();
  await tf.setBackend('cpu');
  try {
    return await work();
  } finally {
    await tf.setBackend('wasm');
  }
}

interface Input {
  values: ArrayLike<number>;
  shape: number[];
  isInt?: boolean;
}

async function predict(model: LayersModel, inputs: Input[]): Promise<number[]> {
  const { tf } = await openWasmEngine();
  return onPlainBackend(() => {
    const tensors = inputs.map(({ values, shape, isInt }) =>
      tf.tensor(Array.from(values), shape, isInt ? 'int32' : 'float32'),
    );
    const output = model.predict(tensors.length === 1 ? (tensors[0] as never) : (tensors as never));
    return Array.from((output as (typeof tensors)[number]).dataSync());
  });
}

function expectNear(found: readonly number[], wanted: readonly number[], scale = 1): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] ?? Number.NaN))).toBeLessThanOrEqual(1e-5 * scale);
  });
}

it.each([
  { pooling: 'max', isBidirectional: true },
  { pooling: 'max', isBidirectional: false },
  { pooling: 'mean', isBidirectional: true },
  { pooling: 'last', isBidirectional: true },
  { pooling: 'last', isBidirectional: false },
] as const)('a text classifier says the same in TensorFlow.js: %j', async (part) => {
  const engine = await openWasmEngine();
  const spec: TextClassifierSpec = { ...toySpec, ...part };
  const { artifactFolder } = await trainTextClassifier({
    engine,
    spec,
    labels: toyLabels,
    ...writeToyData(makeToyRows(60, 1), makeToyRows(20, 2)),
    onEvent: () => undefined,
  });
  const classifier = await loadTextClassifier({ engine, folder: artifactFolder });
  const texts = [...makeToyRows(12, 3).map(({ text }) => text), 'refund', 'parcel late late'];
  const wanted = classifier
    .classify(texts, 3)
    .map((scores) => toyLabels.map((label) => scores.find((one) => one.label === label)?.score ?? Number.NaN));
  classifier.dispose();

  const { folder, model, facts } = await reload(artifactFolder);
  expect(facts).toMatchObject({ labels: toyLabels, maxTokens: spec.maxTokens });
  const words = JSON.parse(readFileSync(path.join(folder, 'vocabulary.json'), 'utf8')) as string[];
  const rows = texts.map((text) => {
    const found = text.toLowerCase().match(new RegExp(String(facts.wordPattern), 'gu')) ?? [];
    return found.slice(0, spec.maxTokens).map((word) => (words.includes(word) ? words.indexOf(word) : 1));
  });
  expect(rows).toEqual(texts.map((text) => new Vocabulary(words).encode(text, spec.maxTokens)));
  const time = Math.max(...rows.map(({ length }) => length));
  const ids = rows.flatMap((row) => [...row, ...Array<number>(time - row.length).fill(0)]);
  expectNear(await predict(model, [{ values: ids, shape: [rows.length, time], isInt: true }]), wanted.flat());
});

const side = 8;
function halves(count: number, seed: number): ImageRows {
  const random = seededRandom(seed);
  const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
  const pixels = Uint8Array.from({ length: count * side * side * 3 }, (_, i) => {
    const row = Math.floor(i / (side * side * 3));
    const isTop = i % (side * side * 3) < (side * side * 3) / 2;
    return random() * 90 + ((isTop ? 0 : 1) === labels[row] ? 120 : 30);
  });
  return { count, height: side, width: side, channels: 3, pixels, labels };
}

const oddLayers: CnnLayer[] = [{ kind: 'conv', filters: 3, padding: 'same' }, { kind: 'relu' }];
it.each([
  { name: 'normed', layers: [...cnnTemplates.normed] },
  { name: 'wide', layers: [...cnnTemplates.wide] },
  { name: 'without flatten', layers: oddLayers },
])('an image classifier says the same in TensorFlow.js: $name', async ({ layers }) => {
  const engine = await openWasmEngine();
  const spec = { ...suggestCnnSpec('normed', { height: side, width: side, trainRows: 32 }, 7), layers, epochs: 2 };
  const { artifactFolder } = await trainCnn({
    engine,
    spec: { ...spec, batchSize: 16 },
    labels: ['top', 'bottom'],
    trainRows: halves(32, 1),
    validationRows: halves(8, 2),
    checkpointFolder: newFolder(),
    onEvent: () => undefined,
  });
  const images = halves(6, 3);
  const cnn = await loadCnn({ engine, folder: artifactFolder });
  const wanted = Array.from(await cnn.predict(images));
  cnn.dispose();
  const { model, facts } = await reload(artifactFolder);
  expect(facts).toMatchObject({ labels: ['top', 'bottom'] });
  expectNear(await predict(model, [{ values: images.pixels, shape: [6, side, side, 3] }]), wanted);
});

it.each([
  { name: 'labels', spec: xorSpec, rows: xorRows },
  { name: 'labels, without a hidden layer', spec: { ...xorSpec, hiddenSizes: [] }, rows: xorRows },
  { name: 'values', spec: priceSpec, rows: priceRows },
])('a model of tables says the same in TensorFlow.js: $name', async ({ spec, rows }) => {
  const engine = await openWasmEngine();
  const { artifactFolder } = await trainTabular({
    engine,
    spec: { ...spec, epochs: 3 },
    trainRows: rows(120, 1),
    validationRows: rows(30, 2),
    checkpointFolder: newFolder(),
    onEvent: () => undefined,
  });
  const table = await loadTabular({ engine, folder: artifactFolder });
  const asked = rows(9, 3);
  const predictions = table.predict(asked);
  const { columns, target } = table;
  const wanted = predictions.flatMap((one) =>
    one.kind === 'value'
      ? [one.value]
      : (target.kind === 'label' ? target.labels : []).map(
          (label) => one.scores.find((score) => score.label === label)?.score ?? Number.NaN,
        ),
  );
  table.dispose();

  const { model, facts } = await reload(artifactFolder);
  expect(facts).toMatchObject({ columns, target });
  const read = columns.flatMap(({ name, kind }) => (kind === 'left-out' ? [] : [{ name, kind }]));
  const others = spec.columns.map(({ name }) => name);
  const raw = await collectTable(asked, {
    columns: read,
    others,
    missingWords: spec.missingWords,
    source: 'validation',
  });
  const { numeric, numericWidth, entries } = encodeTable(raw, columns);
  const inputs = entries.map((values) => ({ values, shape: [9, 1], isInt: true }));
  const scale = Math.max(1, ...wanted.map(Math.abs));
  expectNear(await predict(model, [{ values: numeric, shape: [9, numericWidth] }, ...inputs]), wanted, scale);
});

it('cuts large weights into shards', async () => {
  const [rows, units] = [1_100, 1_000];
  const values = Float32Array.from({ length: rows * units }, (_, i) => (i % 97) - 48);
  const builder = new LayersModelBuilder();
  const output = builder.dense('sum', builder.input('x', [rows], 'float32'), {
    kernel: { shape: [rows, units], values },
  });
  const folder = newFolder();
  await writeLayersModel(folder, builder.finish([output], {}));
  expect(readdirSync(folder).filter((name) => name.endsWith('of2.bin'))).toHaveLength(2);
  const { model } = await load(folder);
  const last = Array.from({ length: rows }, (_, i) => (i === rows - 1 ? 1 : 0));
  expect(await predict(model, [{ values: last, shape: [1, rows] }])).toEqual([...values.subarray(-units)]);
});

it('refuses what has no such form, and what is no model', async () => {
  const folder = newFolder();
  const exportOf = (config: object) => {
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
    return exportTfjs(folder, path.join(folder, 'out'));
  };
  await expect(exportOf({ format: 'modelmint-recommender' })).rejects.toMatchObject({
    code: 'unsupported_parameter',
    message: expect.stringContaining('recommender'),
  });
  await expect(exportOf({ model_type: 'llama' })).rejects.toMatchObject({ code: 'unsupported_parameter' });
  await expect(exportOf({ format: 'modelmint-cnn' })).rejects.toMatchObject({ code: 'invalid_state' });
  await expect(exportTfjs('/nowhere', path.join(folder, 'out'))).rejects.toMatchObject({ code: 'invalid_state' });
});
