import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { seededRandom } from '../random/seeded-random.ts';

export const toyLabels = ['billing', 'delivery', 'praise'];

const telling = [
  ['invoice', 'charged', 'refund', 'card', 'payment'],
  ['parcel', 'courier', 'late', 'shipping', 'doorstep'],
  ['lovely', 'thanks', 'great', 'happy', 'recommend'],
];
const filler = 'the a of my and was it for to on with order shop again today really about some you we'.split(' ');

export interface ToyRow {
  text: string;
  label: string;
}

/** Texts of 6 to 25 words, of which one or two tell the class. Every twentieth label is wrong. */
export function makeToyRows(count: number, seed: number): ToyRow[] {
  const random = seededRandom(seed);
  const pick = (words: string[]) => words[Math.floor(random() * words.length)] ?? '';
  return Array.from({ length: count }, () => {
    const label = Math.floor(random() * toyLabels.length);
    const words = Array.from({ length: 6 + Math.floor(random() * 20) }, () => pick(filler));
    for (let i = random() < 0.5 ? 1 : 2; i > 0; i--)
      words[Math.floor(random() * words.length)] = pick(telling[label] ?? []);
    const shown = random() < 0.05 ? Math.floor(random() * toyLabels.length) : label;
    return { text: words.join(' '), label: toyLabels[shown] ?? '' };
  });
}

/** A new folder with `train.jsonl` and `validation.jsonl`, for `trainTextClassifier`. */
export function writeToyData(train: ToyRow[], validation: ToyRow[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-train-'));
  const write = (name: string, rows: ToyRow[]) => {
    const file = path.join(folder, name);
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return file;
  };
  return {
    folder,
    trainPath: write('train.jsonl', train),
    validationPath: write('validation.jsonl', validation),
    checkpointFolder: path.join(folder, 'checkpoints'),
  };
}

export const toySpec: TextClassifierSpec = {
  task: 'text-classification',
  embeddingSize: 16,
  hiddenSize: 12,
  isBidirectional: true,
  pooling: 'max',
  dropout: 0.2,
  vocabularySizeMax: 500,
  minWordCount: 1,
  maxTokens: 24,
  epochs: 2,
  batchSize: 8,
  learningRate: 0.01,
  schedule: 'linear',
  warmupRatio: 0.1,
  weightDecay: 0.01,
  clipNorm: 1,
  labelSmoothing: 0.05,
  earlyStopPatience: 50,
  evaluationsPerEpoch: 2,
  seed: 3,
};
