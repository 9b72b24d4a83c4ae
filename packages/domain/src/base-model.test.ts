import { expect, test } from 'vitest';
import { BaseModelSource, baseModelName, CheckpointFacts, findScratchModel, priceNameOf } from './base-model.ts';

const facts = CheckpointFacts.parse({
  ...{ kind: 'causal-lm', architecture: 'LlamaForCausalLM', parameters: 4_000_000, contextLength: 512 },
  ...{ hiddenSize: 256, layers: 4, heads: 4, vocabularySize: 4_096, linearOutputs: 8_000, loraRankSize: 12_000 },
  ...{ largestParameter: 1_048_576, hasChatTemplate: true, labels: null, licence: null, sizeBytes: 8_000_000 },
});

test('a template is priced by its name, a checkpoint by kind and size', () => {
  const price = (parameters: number) => priceNameOf({ facts: { ...facts, parameters } });
  expect(priceNameOf({ id: 'text-classifier-lstm' })).toBe('text-classifier-lstm');
  expect(price(49_999_999)).toBe('causal-lm/tiny');
  expect(price(50_000_000)).toBe('causal-lm/small');
  expect(price(500_000_000)).toBe('causal-lm/medium');
  expect(price(3_000_000_000)).toBe('causal-lm/large');
  expect(priceNameOf({ facts: { ...facts, kind: 'encoder' } })).toBe('encoder/tiny');
});

test.each(['movie-llama-4m', 'qwen2.5-0.5b', 'a'])('%s is a name', (name) => {
  expect(baseModelName.safeParse(name).success).toBe(true);
});

test.each(['', 'Llama', 'ft:x', 'a/b', '-a', '../a', 'a b', 'x'.repeat(81)])('%j is no name', (name) => {
  expect(baseModelName.safeParse(name).success).toBe(false);
});

test.each(['../etc', 'a/b/c', 'a b', 'a/../b', ''])('%j is no repository', (repository) => {
  expect(BaseModelSource.safeParse({ kind: 'hub', repository }).success).toBe(false);
});

test('a repository has a revision', () => {
  expect(BaseModelSource.parse({ kind: 'hub', repository: 'owner/name' })).toMatchObject({ revision: 'main' });
});

test('only templates of the list are templates', () => {
  expect(findScratchModel('text-classifier-lstm')?.task).toBe('text-classification');
  expect(findScratchModel('gpt-4o')).toBeUndefined();
});
