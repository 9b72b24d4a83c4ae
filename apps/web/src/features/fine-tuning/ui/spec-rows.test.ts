import { suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import { autoHyperparameters, resolveSpec } from '@modelmint/domain/hyperparameters';
import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { resolveCausalLm } from '@modelmint/domain/resolve-causal-lm';
import { resolveEncoderClassifier } from '@modelmint/domain/resolve-encoder-classifier';
import { resolveVisionClassifier } from '@modelmint/domain/resolve-vision-classifier';
import { suggestTabularSpec, type TableColumn } from '@modelmint/domain/tabular-spec';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { specRows } from './spec-rows.ts';

const t = english('fineTuning');

const size = {
  ...{ parameters: 4_000_000, contextLength: 256, hiddenSize: 128, layers: 4, heads: 4, vocabularySize: 2_048 },
  ...{ linearOutputs: 4_000, loraRankSize: 8_000, largestParameter: 262_144 },
};
const data = { trainRows: 400, trainTokens: 20_000, longestTokens: 120, seed: 1 };
const settingOf = (rows: ReturnType<typeof specRows>, label: string) => rows.find((row) => row.label === label)?.value;

test('a language model shows its method', () => {
  const lora = specRows(t, resolveCausalLm({ ...autoHyperparameters, lora_rank: 4 }, size, data).spec);
  expect(settingOf(lora, 'Method')).toBe('LoRA');
  expect(settingOf(lora, 'LoRA rank, alpha')).toBe('4, 8');
  expect(settingOf(lora, 'LoRA targets')).toBe('all linear maps');
  const full = specRows(t, resolveCausalLm({ ...autoHyperparameters, training_method: 'full' }, size, data).spec);
  expect(settingOf(full, 'Method')).toBe('full');
  expect(settingOf(full, 'LoRA rank, alpha')).toBeUndefined();
});

test('an image classifier shows its layers and what is done to its images', () => {
  const rows = specRows(t, suggestCnnSpec('normed', { height: 32, width: 32, trainRows: 1_000 }, 1));
  expect(settingOf(rows, 'Images')).toBe('32 × 32 pixels');
  expect(settingOf(rows, 'Layers')).toBe('conv 32, conv 64, conv 128, conv 128, batch norm');
  expect(settingOf(rows, 'Augmentation')).toBe('mirrored, shifted by up to 2 pixels');
  expect(settingOf(rows, 'Label smoothing')).toBe('0.1');
});

test('a text classifier shows its sizes', () => {
  const rows = specRows(t, resolveSpec(autoHyperparameters, { trainRows: 400, trainTokens: 4_000, labels: 2 }, 1));
  expect(settingOf(rows, 'Embedding, hidden size')).toBe('48, 32');
  expect(settingOf(rows, 'LSTM')).toBe('both directions, max pooling');
});

const facts = {
  ...{ ...size, kind: 'encoder' as const, architecture: 'BertModel', labels: null, licence: null },
  ...{ sizeBytes: 1, hasChatTemplate: false },
};

test('a tuned classifier shows its method, and what is done to its examples', () => {
  const texts = { trainRows: 400, trainTokens: 4_000, longWords: 20, labels: 2, seed: 1 };
  const asked = { ...autoHyperparameters, lora_target_modules: ['query'], class_weights: 'balanced' as const };
  const rows = specRows(t, resolveEncoderClassifier(asked, facts, texts).spec);
  expect(settingOf(rows, 'Method')).toBe('LoRA');
  expect(settingOf(rows, 'LoRA targets')).toBe('query');
  expect(settingOf(rows, 'Longest text')).toBe('32 tokens, longer ones are cut');
  expect(settingOf(rows, 'Rare labels')).toBe('balanced');
  const images = { trainRows: 400, validationRows: 40, labels: 2, seed: 1 };
  const vit = { ...facts, kind: 'image-classifier' as const, architecture: 'ViTForImageClassification' };
  const full = specRows(
    t,
    resolveVisionClassifier({ ...autoHyperparameters, training_method: 'full' }, vit, images).spec,
  );
  expect(settingOf(full, 'Method')).toBe('full');
  expect(settingOf(full, 'Augmentation')).toBe('mirrored, shifted by up to 14 pixels');
  expect(settingOf(full, 'Images at once')).toBe('16');
});

test('a table predictor shows its target, its columns and its layers', () => {
  const columns: TableColumn[] = [
    { name: 'age', role: 'numeric' },
    { name: 'income', role: 'numeric' },
    { name: 'city', role: 'categorical' },
    { name: 'churned', role: 'target' },
  ];
  const spec = suggestTabularSpec('tabular-classification', columns, { trainRows: 400, seed: 1 });
  const rows = specRows(t, spec);
  expect(settingOf(rows, 'Target')).toBe('churned');
  expect(settingOf(rows, 'Columns')).toBe('2 numeric, 1 categorical');
  expect(settingOf(rows, 'Hidden layers')).toBe('64, 32');
  expect(settingOf(rows, 'Rare labels')).toBeUndefined();
  const linear = specRows(t, { ...spec, hiddenSizes: [], isBalanced: true });
  expect(settingOf(linear, 'Hidden layers')).toBe('none, a linear model');
  expect(settingOf(linear, 'Rare labels')).toBe('balanced');
});

test.each([
  [true, 'ratings, squared error', undefined],
  [false, 'ranking, sampled softmax', '20 other items'],
])('a recommender (with ratings: %s) shows what it learns', (hasRatings, objective, others) => {
  const rows = specRows(t, suggestRecommenderSpec({ trainRows: 400, hasRatings }, 1));
  expect(settingOf(rows, 'What it learns')).toBe(objective);
  expect(settingOf(rows, 'Factors')).toBe('16');
  expect(settingOf(rows, 'Set against')).toBe(others);
});
