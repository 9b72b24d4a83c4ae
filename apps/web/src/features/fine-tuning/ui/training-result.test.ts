import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { readTrainingResult } from '../server/read-training-result.ts';
import { formatFigure } from './format-figure.ts';
import { rankingMeasures } from './ranking-measures.ts';
import {
  compareWithBase,
  formatPerplexity,
  kindOfResult,
  macroF1,
  majorityShare,
  mostFrequentMistakes,
  resultRank,
  resultWords,
  samplesOf,
} from './training-result.ts';

const t = english('fineTuning');

const result = {
  accuracy: 0.8,
  loss: 0.4,
  perLabel: [
    { label: 'billing', precision: 0.9, recall: 0.8, f1: 0.85, support: 60 },
    { label: 'delivery', precision: 0.7, recall: 0.8, f1: 0.75, support: 30 },
    { label: 'other', precision: 0.5, recall: 0.5, f1: 0.5, support: 10 },
  ],
  confusion: [
    [48, 10, 2],
    [3, 24, 3],
    [1, 4, 5],
  ],
  bestStep: 120,
  steps: 150,
  stoppedEarly: true,
};

const run = { bestStep: 40, steps: 60, stoppedEarly: false };
const values = { mae: 12.34, rmse: 15, r2: 0.873, ...run };
const ratings = { rmse: 0.87, mae: 0.7, baselineRmse: 0.95, heldOut: 50, users: 60, items: 20, ...run };
const ranking = {
  ...{ recall: 0.4, ndcg: 0.25, mrr: 0.2, rankedAt: 10, baseline: { recall: 0.1, ndcg: 0.05, mrr: 0.04 } },
  ...{ heldOut: 50, unknownItems: 2, users: 60, items: 20, ...run },
};
const sample = { prompt: 'Which label?', expected: 'billing', written: 'billing' };
const language = {
  ...{ loss: 0.8, perplexity: 2.2255, tokenAccuracy: 0.781, tokens: 400 },
  base: { loss: 2.1, perplexity: 8.166, tokenAccuracy: 0.51, tokens: 400 },
  samples: [sample],
  ...{ bestStep: 20, steps: 30, stoppedEarly: false },
};

test.each([
  ['labels', result],
  ['labels', { ...result, auc: 0.91 }],
  ['language', language],
  ['language', { ...language, base: null }],
  ['values', values],
  ['values', { ...values, r2: null }],
  ['ratings', ratings],
  ['ranking', ranking],
])('a result of %s is read whole and told apart', (kind, metrics) => {
  const read = readTrainingResult(metrics);
  expect(read).toEqual(metrics);
  expect(read && kindOfResult(read).kind).toBe(kind);
});

test('anything else is no result', () => {
  for (const other of [null, {}, { ...result, accuracy: '80%' }, { ...language, base: undefined }])
    expect(readTrainingResult(other)).toBeNull();
});

test('a list says each in a word and puts the better one first', () => {
  expect(resultWords(result)).toBe('80.0% accuracy');
  expect(resultWords(language)).toBe('perplexity 2.23, base 8.17');
  expect(resultRank(result)).toBe(0.8);
  expect(resultRank(language)).toBeCloseTo(0.619);
  expect(resultWords({ ...language, base: null })).toBe('perplexity 2.23');
  expect(resultWords(values)).toBe('off by 12.34, R² 0.87');
  expect(resultWords({ ...values, r2: null })).toBe('off by 12.34');
  expect(resultWords({ ...values, r2: -0.4 })).toBe('off by 12.34, R² −0.40');
  expect(resultRank(values)).toBe(0.873);
  expect(resultWords(ratings)).toBe('RMSE 0.87, means 0.95');
  expect(resultRank(ratings)).toBeCloseTo(0.0842);
  expect(resultWords(ranking)).toBe('recall@10 40.0%, popular 10.0%');
  expect(resultRank(ranking)).toBe(0.4);
});

test('a tuned model stands beside its base with the difference', () => {
  expect(compareWithBase(t, language, language.base)).toEqual([
    { label: 'Held-out loss', tuned: '0.800', base: '2.10', difference: '\u22121.30' },
    { label: 'Perplexity', tuned: '2.23', base: '8.17', difference: '\u22125.94' },
    { label: 'Token accuracy', tuned: '78.1%', base: '51.0%', difference: '+27.1 points' },
  ]);
});

test.each([
  [2.25, '2.25'],
  [1204.4, '1,204'],
  [Number.MAX_VALUE, 'over a billion'],
])('a perplexity of %s is %s', (perplexity, text) => {
  expect(formatPerplexity(perplexity)).toBe(text);
});

test('samples are read from the events by their step, the last writing of each', () => {
  const event = (step: number, written: string, second: number) => ({
    data: { step, samples: [{ ...sample, written }] },
    createdAt: new Date(second * 1000),
  });
  const found = samplesOf([
    event(20, 'again', 9),
    event(20, 'first', 2),
    { data: null, createdAt: new Date(0) },
    { data: { step: 30, samples: [] }, createdAt: new Date(0) },
    event(10, 'early', 1),
  ]);
  expect(found.map(({ step, samples }) => [step, samples[0]?.written])).toEqual([
    [10, 'early'],
    [20, 'again'],
  ]);
});

test('always saying the most frequent label scores its share', () => {
  expect(majorityShare(result)).toEqual({ label: 'billing', share: 0.6 });
  expect(majorityShare({ perLabel: [] })).toBeNull();
});

test('every label counts the same in the mean', () => {
  expect(macroF1(result)).toBeCloseTo(0.7);
  expect(macroF1({ perLabel: [] })).toBeNull();
});

test('mistakes by their number, hits left out', () => {
  expect(mostFrequentMistakes(result, 2)).toEqual([
    { actual: 'billing', predicted: 'delivery', count: 10 },
    { actual: 'other', predicted: 'delivery', count: 4 },
  ]);
});

test('each measure of a ranking stands beside that of the most popular items', () => {
  expect(rankingMeasures(t, ranking).map(({ meaning, ...row }) => row)).toEqual([
    { name: 'Recall@10', model: '40.0%', popular: '10.0%', difference: '+30.0 points' },
    { name: 'NDCG@10', model: '0.250', popular: '0.050', difference: '+0.200' },
    { name: 'MRR', model: '0.200', popular: '0.040', difference: '+0.160' },
  ]);
});

test.each([
  [0.87316, '0.8732'],
  [12.5, '12.5'],
  [48_120.4, '48,120'],
  [-3.25, '\u22123.25'],
  [-0, '0'],
])('a figure of %s is %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});
