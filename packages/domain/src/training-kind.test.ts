import { expect, test } from 'vitest';
import { suggestLanguageModelSpec } from './language-model-spec.ts';
import { suggestRecommenderSpec } from './recommender-spec.ts';
import { suggestTabularSpec } from './tabular-spec.ts';
import { kindOfSpec, trainingKindOf } from './training-kind.ts';
import { TrainingSpec } from './training-spec.ts';

const columns = [
  { name: 'age', role: 'numeric' },
  { name: 'price', role: 'target' },
] as const;

test('a frozen spec says what is trained, also a language model, which shares its task with those that are tuned', () => {
  const specs = [
    suggestTabularSpec('tabular-classification', columns, { trainRows: 100, seed: 1 }),
    suggestTabularSpec('tabular-regression', columns, { trainRows: 100, seed: 1 }),
    suggestRecommenderSpec({ trainRows: 100, hasRatings: true }, 1),
    suggestLanguageModelSpec('lstm', { trainCharacters: 1_000, seed: 1 }),
    suggestLanguageModelSpec('llama', { trainCharacters: 1_000, seed: 1 }),
  ];
  const frozen = specs.map((spec) => TrainingSpec.parse(JSON.parse(JSON.stringify(spec))));
  expect(frozen).toEqual(specs);
  expect(frozen.map(kindOfSpec)).toEqual(['tabular', 'tabular', 'recommendation', 'language-model', 'language-model']);
});

test('a template for text is a language model from nothing, a checkpoint is tuned', () => {
  expect(trainingKindOf({ task: 'text-generation', isFromScratch: true })).toBe('language-model');
  expect(trainingKindOf({ task: 'text-generation', isFromScratch: false })).toBe('text-generation');
  expect(trainingKindOf({ task: 'tabular', isFromScratch: true })).toBe('tabular');
});
