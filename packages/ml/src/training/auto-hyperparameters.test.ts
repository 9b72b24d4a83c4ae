import { expect, it } from 'vitest';
import { llama } from '../architectures/llama.ts';
import { autoHyperparameters } from './auto-hyperparameters.ts';
import { checkSpec } from './check-spec.ts';
import { toyLlama } from './toy-model.ts';

const config = llama.readConfig({
  ...toyLlama,
  hidden_size: 576,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  max_position_embeddings: 2048,
});
const suggest = (examples: number, part: Partial<Parameters<typeof autoHyperparameters>[2]> = {}) =>
  autoHyperparameters(llama, config, {
    kind: 'lora',
    data: { examples, longestTokens: 200, totalTokens: examples * 100 },
    bytesMax: 4e9,
    seed: 7,
    ...part,
  });

it.each([1, 50, 500, 2_000, 30_000, 200_000])('suggests what may be run for %d examples, and says why', (examples) => {
  for (const kind of ['lora', 'full'] as const) {
    const { spec, reasons } = suggest(examples, { kind });
    checkSpec(spec, config);
    expect(spec.batchSize).toBeLessThanOrEqual(examples);
    for (const [name, reason] of Object.entries(reasons)) expect(reason, name).toMatch(/^[A-Z0-9].{20,}\.$/);
    expect('rank' in reasons).toBe(kind === 'lora');
  }
});

it('passes fewer times over more data, and gives an adapter ten times the rate of full training', () => {
  const epochs = [50, 2_000, 30_000, 200_000].map((examples) => suggest(examples).spec.epochs);
  expect(epochs).toEqual([5, 3, 2, 1]);
  expect(suggest(500).spec.learningRate / suggest(500, { kind: 'full' }).spec.learningRate).toBeCloseTo(10, 0);
});

it('takes fewer rows at once where memory is short, and computes layers again where one row does not fit', () => {
  const sizes = [4e9, 4e8, 1.2e8, 1].map((bytesMax) => suggest(2_000, { bytesMax }).spec);
  expect(sizes.map(({ microBatchRows, isRecomputed }) => [microBatchRows, isRecomputed])).toEqual([
    [8, false],
    [4, false],
    [1, false],
    [1, true],
  ]);
});
