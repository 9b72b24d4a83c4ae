import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const moods = [
  ['positive', ['a lovely story', 'a bright and warm cast', 'great fun']],
  ['negative', ['a dull plot', 'a tired and cold cast', 'awful noise']],
];
let folder;

/** Rows whose label can be told by their words; `swap` gives each the other label. */
function writeReviews(name, { count, swap = false }) {
  const lines = Array.from({ length: count }, (_, row) => {
    const [, phrases] = moods[row % 2];
    const [label] = moods[swap ? (row + 1) % 2 : row % 2];
    return JSON.stringify({ text: `review ${row}: ${phrases[row % 3]}, ${phrases[(row + 1) % 3]}`, label });
  });
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-reviews-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what can be learned is learned, and told by a file that training never saw', async () => {
  const files = [
    '--train',
    writeReviews('train.jsonl', { count: 180 }),
    '--test',
    writeReviews('test.jsonl', { count: 40 }),
  ];
  const { status, output } = await runAcceptanceScript('train-imdb', files);
  expect(output).toMatch(/ok {4}accuracy of 40 test rows is at least 0\.88: 1\.0000/);
  expect(status).toBe(0);
});

test('a model that is wrong is a miss', async () => {
  const test = writeReviews('swapped.jsonl', { count: 40, swap: true });
  const { status, output } = await runAcceptanceScript('train-imdb', [
    '--train',
    path.join(folder, 'train.jsonl'),
    '--test',
    test,
  ]);
  expect(output).toMatch(/MISS {2}accuracy of 40 test rows is at least 0\.88: 0\.0000/);
  expect(status).toBe(1);
});
