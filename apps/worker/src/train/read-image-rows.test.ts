import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { makePlainPng } from '@modelmint/testing/make-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readImageRows } from './read-image-rows.ts';

let folder: string;
let red: string;
let wide: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-images-'));
  red = makePlainPng(8, 8, [255, 0, 0]).toString('base64');
  wide = makePlainPng(100, 20, [0, 0, 255]).toString('base64');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spec = { height: 16, width: 16 };
const labels = ['blue', 'red'];
const read = (lines: string[], bytesMax = 1e6) => {
  const file = path.join(folder, 'train.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return readImageRows(file, { spec, labels, bytesMax });
};
const row = (label: string, name: string, image: string) => JSON.stringify({ label, name, image });

test('images of any size are scaled to the network, and billed by their own size', async () => {
  const lines = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0 ? row('red', `red/${i}.png`, red) : row('blue', `blue/${i}.png`, wide),
  );
  const { rows, tokens } = await read(['', ...lines, '']);
  expect(rows).toMatchObject({ count: 20, height: 16, width: 16, channels: 3 });
  expect([...rows.labels.slice(0, 4)]).toEqual([1, 0, 1, 0]);
  expect([...tokens.slice(0, 2)]).toEqual([1, 13 * 3]);
  const pixel = (image: number) => [...rows.pixels.subarray(image * 768 + 300, image * 768 + 303)];
  expect([pixel(0), pixel(1), pixel(18)]).toEqual([
    [255, 0, 0],
    [0, 0, 255],
    [255, 0, 0],
  ]);
});

test.each([
  [() => row('red', 'red/1.png', wide.slice(0, 60)), /line 2 \(red\/1\.png\): The PNG image cannot be decoded/],
  [() => row('red', 'notes.txt', 'aGVsbG8='), /line 2 \(notes\.txt\): This is no image that can be read/],
  [() => row('green', 'green/1.png', red), /line 2 \(green\/1\.png\): the label "green" is none of the data set's/],
  [() => '{"text":"a","label":"red"}', /line 2: the row has not a label, a name and an image/],
  [() => '{"label":', /line 2: this is not JSON/],
])('a row that is no labelled image is refused by line and file', async (line, message) => {
  await expect(read([row('red', 'red/0.png', red), line()])).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringMatching(message),
  });
});

test('images that do not fit into the memory are refused with the numbers, before one is decoded', async () => {
  await expect(read(Array(2_000).fill('no image'), 1_000_000)).rejects.toMatchObject({
    code: 'invalid_value',
    param: 'method.supervised.hyperparameters.image_size',
    message:
      '2,000 images of 16×16 pixels take 2 MB of memory; 1 MB are there. Lower image_size or upload fewer images.',
  });
});

test('a checkpoint makes its images itself; what it cannot make, or has no room for, is refused', async () => {
  const file = path.join(folder, 'shaped.jsonl');
  writeFileSync(file, `${row('red', 'red/1.png', red)}\n`);
  const shape = () => ({ width: 16, height: 16, pixels: new Uint8Array(768).fill(7) });
  const { rows } = await readImageRows(file, { spec, shape, labels, bytesMax: 1e6 });
  expect(new Set(rows.pixels)).toEqual(new Set([7]));
  const refuse = () => {
    throw new AppError('invalid_file', 'too long and thin');
  };
  await expect(readImageRows(file, { spec, shape: refuse, labels, bytesMax: 1e6 })).rejects.toMatchObject({
    ...{ code: 'dataset_invalid', message: expect.stringMatching(/line 1 \(red\/1\.png\): too long and thin/) },
  });
  await expect(readImageRows(file, { spec, shape, labels, bytesMax: 10 })).rejects.toMatchObject({
    ...{ code: 'invalid_value', param: 'training_file', message: expect.stringMatching(/\. Upload fewer images\.$/) },
  });
});
