import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import { trainCnn } from '@modelmint/ml/cnn/train-cnn';
import { decodeImage } from '@modelmint/ml/image/decode-image';
import { loadImageClassifier } from '@modelmint/ml/image/load-image-classifier';
import type { RawImage } from '@modelmint/ml/image/raw-image';
import { makeImageRows, putImage } from '@modelmint/ml/image/scale-image-rows';
import { makeToyRows, toyLabels, toySpec, writeToyData } from '@modelmint/ml/text-classifier/toy-rows';
import { trainTextClassifier } from '@modelmint/ml/text-classifier/train-text-classifier';
import { expect, onTestFinished, test } from 'vitest';
import { plainGeneration, reference, referenceWith, startTestServing, type TestServing } from './start-test-serving.ts';

const crcTable = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  let crc = -1;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeInt32BE(crc ^ -1);
  return Buffer.concat([length, body, sum]);
}

/** A PNG of one colour above and another below; `claimed` lies about its size. */
function png(width: number, height: number, { top = 200, bottom = 20, claimed = false } = {}): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed ? 60_000 : width, 0);
  header.writeUInt32BE(claimed ? 60_000 : height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, y < height / 2 ? top : bottom)]),
  );
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]).toString('base64');
}

const processor = { image_processor_type: 'ViTImageProcessor', size: 12 };
const bright = png(40, 30);
const dark = png(17, 60, { top: 20, bottom: 200 });

function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-trained-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Learns which half is bright. */
async function trainHalves({ engine }: TestServing): Promise<string> {
  const rows = (count: number) => {
    const made = makeImageRows(count, { width: 8, height: 8 });
    for (let row = 0; row < count; row++) {
      const image: RawImage = { width: 8, height: 8, pixels: new Uint8Array(8 * 8 * 3) };
      image.pixels.fill(20 + row).fill(200 - row, row % 2 === 0 ? 0 : 96, row % 2 === 0 ? 96 : 192);
      putImage(made, row, { image, label: row % 2 });
    }
    return made;
  };
  const { artifactFolder } = await trainCnn({
    engine,
    spec: {
      ...suggestCnnSpec('plain', { height: 8, width: 8, trainRows: 32 }, 1),
      layers: [{ kind: 'conv', filters: 4, padding: 'same' }, { kind: 'relu' }, { kind: 'flatten' }],
      epochs: 10,
      batchSize: 8,
      learningRate: 0.01,
    },
    labels: ['top', 'bottom'],
    trainRows: rows(32),
    validationRows: rows(8),
    checkpointFolder: tempFolder(),
    onEvent: () => undefined,
  });
  return artifactFolder;
}

async function classify(serving: TestServing, model: object, images: string[], topK = 3): Promise<ClassifyAnswer> {
  const inputs = images.map((image) => ({ image }));
  const { status, body } = await serving.post('/classify', { modelId: 'm', base: null, ...model, inputs, topK });
  expect({ status, body }).toMatchObject({ status: 200 });
  return ClassifyAnswer.parse(body);
}

test('a network from scratch tells images of any size, and leaves nothing behind', async () => {
  const serving = await startTestServing();
  const model = { storagePrefix: await trainHalves(serving) };
  const answer = await classify(serving, model, [bright, dark, `data:image/png;base64,${png(8, 8)}`], 1);
  expect(answer.results.map(([best]) => best?.label)).toEqual(['top', 'bottom', 'top']);
  expect(answer.tokens).toEqual([5 * 4, 3 * 8, 1]);
  const large = await classify(serving, model, [png(300, 200)], 5);
  expect(large.results[0]).toHaveLength(2);
  expect(large.tokens).toEqual([256]);
  const idle = serving.tf.memory().numTensors;
  for (let round = 0; round < 50; round++)
    await Promise.all(Array.from({ length: 20 }, () => classify(serving, model, [bright])));
  expect(serving.tf.memory().numTensors).toBe(idle);
}, 120_000);

test.each(['vit', 'resnet-basic', 'resnet-bottleneck'])(
  'an imported one answers as it does by itself: %s',
  async (name) => {
    const serving = await startTestServing();
    const storagePrefix = referenceWith(name, { 'preprocessor_config.json': processor });
    const images = Array.from({ length: 11 }, (_, i) => png(20 + i, 30, { top: 20 * i, bottom: 255 - 20 * i }));
    const answer = await classify(serving, { storagePrefix }, images);
    const classifier = await loadImageClassifier({ engine: serving.engine, folder: storagePrefix });
    const raw = await Promise.all(images.map((image) => decodeImage(Buffer.from(image, 'base64'))));
    const expected = classifier.topK(raw, 3);
    classifier.dispose();
    answer.results.forEach((scores, i) => {
      expect(scores.map(({ label }) => label)).toEqual(expected[i]?.map(({ label }) => label));
      scores.forEach(({ score }, at) => {
        expect(score).toBeCloseTo(expected[i]?.[at]?.probability ?? Number.NaN, 5);
      });
    });
  },
);

test('a text classifier from scratch answers beside the others', async () => {
  const serving = await startTestServing();
  const data = writeToyData(makeToyRows(60, 1), makeToyRows(30, 2));
  onTestFinished(() => rmSync(data.folder, { recursive: true }));
  const options = { engine: serving.engine, spec: toySpec, labels: toyLabels, onEvent: () => undefined };
  const { artifactFolder } = await trainTextClassifier({ ...options, ...data });
  const model = { modelId: 'mdl_text', storagePrefix: artifactFolder, base: null };
  const { status, body } = await serving.post('/classify', { ...model, inputs: ['my parcel is late'], topK: 3 });
  expect(status).toBe(200);
  expect(ClassifyAnswer.parse(body)).toMatchObject({ tokens: [4], results: [{ length: 3 }] });
  const wrong = await serving.post('/classify', { ...model, inputs: [{ image: bright }], topK: 3 });
  const message = expect.stringContaining('send texts to POST /v1/classifications');
  expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'invalid_value', param: 'model', message } } });
});

test.each([
  ['no base64', ['ok', '{}'], 'input[1]', 'not base64'],
  ['a number of characters that base64 has not', ['ok', 'AAAAA'], 'input[1]', 'not base64'],
  ['no image', ['ok', Buffer.from('%PDF-1.7').toString('base64')], 'input[1]', 'JPEG, PNG'],
  ['an image that is cut off', ['ok', png(400, 400).slice(0, 120)], 'input[1]', 'cannot be decoded'],
  ['an image bomb', [png(10, 10, { claimed: true })], 'input[0]', '25000000 pixels'],
  ['too many bytes', ['ok', 'ok', 'A'.repeat(28_000_004)], 'input[2]', '20971520 bytes'],
])('refuses %s', async (_case, images, param, what) => {
  const serving = await startTestServing();
  const storagePrefix = referenceWith('vit', { 'preprocessor_config.json': processor });
  const inputs = images.map((image) => ({ image: image === 'ok' ? bright : image }));
  const { status, body } = await serving.post('/classify', {
    modelId: 'm',
    storagePrefix,
    base: null,
    inputs,
    topK: 1,
  });
  const error = { code: 'invalid_value', param, message: expect.stringContaining(what) };
  expect({ status, body }).toMatchObject({ status: 400, body: { error } });
});

test.each([
  ['texts', '/classify', { inputs: ['a'], topK: 1 }],
  [
    'chats',
    '/generate',
    {
      ...plainGeneration,
      prompt: { messages: [{ role: 'user', content: 'x' }] },
    },
  ],
  ['embeddings', '/embed', { inputs: ['a'] }],
])('an image model refuses %s and says what it can do', async (_case, route, asked) => {
  const serving = await startTestServing();
  const storagePrefix = referenceWith('resnet-basic', { 'preprocessor_config.json': processor });
  const { status, body } = await serving.post(route, { modelId: 'm', storagePrefix, base: null, ...asked });
  const message = expect.stringContaining('classifies images: send images to POST /v1/classifications');
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_value', param: 'model', message } },
  });
});

test('a model whose processor leaves large images as they are refuses them', async () => {
  const serving = await startTestServing();
  const storagePrefix = referenceWith('resnet-basic', {
    'preprocessor_config.json': { ...processor, do_resize: false },
  });
  const call = { modelId: 'm', storagePrefix, base: null, topK: 1 };
  const { body } = await serving.post('/classify', { ...call, inputs: [{ image: png(1_100, 1_000) }] });
  expect(body).toMatchObject({ error: { code: 'invalid_value', param: 'input[0]' } });
});

test.each([
  ['no files of a model', referenceWithNothing, 'internal_error'],
  [
    'a format of another program',
    () => referenceWith('vit', { 'config.json': { format: 'another-program' } }),
    'invalid_state',
  ],
  [
    'an architecture that is not supported',
    () => referenceWith('vit', { 'config.json': { architectures: ['MambaForCausalLM'] } }),
    'invalid_file',
  ],
  ['weights that are cut off', () => referenceWith('bert', { 'model.safetensors': 'x' }), 'invalid_file'],
  ['a model without its tokenizer', () => referenceWith('bert', { 'tokenizer.json': null }), 'invalid_file'],
])('tells of stored files that they are %s', async (_case, make, code) => {
  const serving = await startTestServing();
  const before = serving.tf.memory().numTensors;
  const call = { modelId: 'm', storagePrefix: make(), base: null, inputs: ['a'], topK: 1 };
  const { body } = await serving.post('/classify', call);
  expect(body).toMatchObject({ error: { code } });
  expect(serving.tf.memory().numTensors).toBe(before);
  expect(serving.cache.ids).toEqual([]);
});

function referenceWithNothing(): string {
  return path.join(reference('bert'), 'nothing-here');
}
