import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { loadTextClassifier } from './load-text-classifier.ts';
import { makeToyRows, toyLabels, toySpec, writeToyData } from './toy-rows.ts';
import { type TrainedTextClassifier, trainTextClassifier } from './train-text-classifier.ts';

const validation = makeToyRows(40, 2);
let trained: TrainedTextClassifier;
beforeAll(async () => {
  const data = writeToyData(makeToyRows(60, 1), validation);
  const options = { engine: await openWasmEngine(), spec: toySpec, labels: toyLabels, onEvent: () => {} };
  trained = await trainTextClassifier({ ...options, ...data });
});

it('gives what training measured, best first, whatever the texts beside it', async () => {
  const engine = await openWasmEngine();
  const start = engine.tf.memory().numTensors;
  const model = await loadTextClassifier({ engine, folder: trained.artifactFolder });
  const texts = validation.map(({ text }) => text);
  const answers = model.classify(texts, 3);
  const right = answers.filter(([best], row) => best?.label === validation[row]?.label).length;
  expect(right / texts.length).toBe(trained.metrics.accuracy);
  const loss = answers.reduce((sum, scores, row) => {
    const own = scores.find(({ label }) => label === validation[row]?.label);
    return sum - Math.log(own?.score ?? 0);
  }, 0);
  expect(loss / texts.length).toBeCloseTo(trained.metrics.loss, 5);
  for (const [row, scores] of answers.entries()) {
    expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9);
    expect(scores.map(({ score }) => score)).toEqual(scores.map(({ score }) => score).toSorted((a, b) => b - a));
    const [alone] = model.classify([texts[row] ?? ''], 1);
    expect(alone?.[0]?.label).toBe(scores[0]?.label);
    expect(alone?.[0]?.score).toBeCloseTo(scores[0]?.score ?? 0, 5);
  }
  expect(model.classify([], 1)).toEqual([]);
  expect(model.classify(['', 'x '.repeat(5_000), '\u{1F600}\u0000'], 1).map((one) => one.length)).toEqual([1, 1, 1]);
  expect([model.countTokens(''), model.countTokens('It’s late!'), model.countTokens('x '.repeat(500))]).toEqual([
    1, 3, 24,
  ]);
  model.dispose();
  expect(engine.tf.memory().numTensors).toBe(start);
});

it('says in its card how good it is and how to read it', () => {
  const card = readFileSync(path.join(trained.artifactFolder, 'README.md'), 'utf8');
  expect(card).toContain(`Accuracy ${(trained.metrics.accuracy * 100).toFixed(1)} %`);
  for (const label of toyLabels) expect(card).toContain(`| ${label} |`);
});

const config = (folder: string, change: object) => {
  const file = path.join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
};
it.each<[string, (folder: string) => void, string]>([
  ['lacks its weights', (folder) => rmSync(path.join(folder, 'model.safetensors')), 'has no model.safetensors'],
  [
    'has weights cut off',
    (folder) => truncateSync(path.join(folder, 'model.safetensors'), 5_000),
    'not a whole weights file',
  ],
  [
    'has an empty vocabulary file',
    (folder) => truncateSync(path.join(folder, 'vocabulary.json'), 0),
    'cut off or no JSON',
  ],
  ['has another vocabulary', (folder) => writeFileSync(path.join(folder, 'vocabulary.json'), '["a"]'), 'starts with'],
  ['lacks a word', dropWord, 'embedding.weight as ['],
  ['has no config', (folder) => rmSync(path.join(folder, 'config.json')), 'has no config.json'],
  ['is of another program', (folder) => config(folder, { format: 'bert' }), 'its format is "bert"'],
  ['is of a later version', (folder) => config(folder, { version: 2 }), 'its version is 2'],
  ['has one label more', (folder) => config(folder, { labels: [...toyLabels, 'other'] }), 'output.weight as ['],
  ['has a label twice', (folder) => config(folder, { labels: ['a', 'a', 'b'] }), 'different strings'],
  ['has a broken spec', (folder) => config(folder, { spec: { ...toySpec, hiddenSize: -1 } }), 'spec.hiddenSize'],
  [
    'has one direction',
    (folder) => config(folder, { spec: { ...toySpec, isBidirectional: false } }),
    'output.weight as [',
  ],
])('refuses a folder that %s', async (_name, damage, message) => {
  const engine = await openWasmEngine();
  const start = engine.tf.memory().numTensors;
  const folder = `${trained.artifactFolder}-damaged`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(trained.artifactFolder, folder, { recursive: true });
  damage(folder);
  await expect(loadTextClassifier({ engine, folder })).rejects.toMatchObject({
    code: 'invalid_state',
    message: expect.stringContaining(message),
  });
  expect(engine.tf.memory().numTensors).toBe(start);
});

function dropWord(folder: string): void {
  const file = path.join(folder, 'vocabulary.json');
  writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).slice(0, -1)));
}
