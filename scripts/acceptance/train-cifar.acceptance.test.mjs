import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeZip } from '../tensorflow/make-zip.mjs';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const colours = { blue: { r: 30, g: 60, b: 200 }, red: { r: 200, g: 50, b: 40 } };
const other = { blue: 'red', red: 'blue' };
let folder;

/** Images of one colour with some noise, in folders of their names; `swap` puts each into the other folder. */
async function writeImages(name, { count, swap = false, also = [] }) {
  const entries = [];
  for (let row = 0; row < count; row++) {
    const label = row % 2 === 0 ? 'blue' : 'red';
    const noise = { type: 'gaussian', mean: 128, sigma: 40 };
    const layer = await sharp({ create: { width: 16, height: 16, channels: 3, noise } })
      .png()
      .toBuffer();
    const image = sharp({ create: { width: 16, height: 16, channels: 3, background: colours[label] } });
    const text = await image
      .composite([{ input: layer, blend: 'soft-light' }])
      .jpeg()
      .toBuffer();
    entries.push({ name: `${swap ? other[label] : label}/${row}.jpg`, text });
  }
  const file = path.join(folder, name);
  writeFileSync(file, makeZip([...entries, ...also.map((one) => ({ name: one, text: entries[0].text }))]));
  return file;
}

let train;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-images-'));
  train = await writeImages('train.zip', { count: 120 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (file, ...more) =>
  runAcceptanceScript('train-cifar', ['--train', train, '--test', file, '--epochs', '8', ...more]);

test('what can be learned is learned, and told by a zip that training never saw', async () => {
  const { status, output } = await run(await writeImages('test.zip', { count: 20 }));
  expect(output).toMatch(/ok {4}accuracy of 20 test images is at least 0\.76: (0\.9|1)/);
  expect(status).toBe(0);
});

test('a model that is wrong is a miss, and a label that training has not seen ends the run', async () => {
  const swapped = await run(await writeImages('swapped.zip', { count: 20, swap: true }));
  expect(swapped.output).toMatch(/MISS {2}accuracy of 20 test images is at least 0\.76: 0\.[01]/);
  expect(swapped.status).toBe(1);
  const unknown = await run(await writeImages('unknown.zip', { count: 4, also: ['green/0.jpg'] }));
  expect(unknown.output).toContain('green/0.jpg of ');
  expect(unknown.output).toContain('has a label that training has not seen');
  expect(unknown.status).toBe(1);
});
