import { expect, test } from 'vitest';
import { CausalLmSpec } from './causal-lm-spec.ts';
import { estimateTraining } from './estimate.ts';
import { refuseForeignHyperparameters } from './hyperparameter-names.ts';
import { autoHyperparameters, Hyperparameters } from './hyperparameters.ts';
import { resolveCausalLm } from './resolve-causal-lm.ts';

const size = {
  ...{ parameters: 4_000_000, contextLength: 512, hiddenSize: 256, layers: 4, heads: 4, vocabularySize: 4_096 },
  ...{ linearOutputs: 10_000, loraRankSize: 15_000, largestParameter: 1_048_576 },
};
const data = { trainRows: 1_800, trainTokens: 200_000, longestTokens: 140, seed: 7 };
const resolve = (asked: object, more: object = {}) =>
  resolveCausalLm(Hyperparameters.parse(asked), { ...size, ...more }, data);
const param = (name: string) => `method.supervised.hyperparameters.${name}`;

test('auto becomes a spec that is whole, with its reasons', () => {
  const { spec, reasons } = resolve({});
  expect(CausalLmSpec.parse(spec)).toEqual(spec);
  expect(spec).toMatchObject({ seed: 7, method: { kind: 'lora', rank: 16, alpha: 32 }, whenTooLong: 'cut' });
  expect(spec.maxTokens).toBeLessThanOrEqual(512);
  expect(reasons.epochs).toContain('1,800 examples');
});

test('what was asked for is kept', () => {
  const auto = resolve({}).spec;
  const { spec } = resolve({ n_epochs: 2, batch_size: 4, lora_rank: 4, max_tokens: 64, learning_rate_multiplier: 2 });
  expect(spec).toMatchObject({ epochs: 2, batchSize: 4, maxTokens: 64, method: { rank: 4, alpha: 8 } });
  expect(spec.learningRate).toBeCloseTo(auto.learningRate * 2);
  expect(resolve({ training_method: 'full' }).spec.method).toEqual({ kind: 'full' });
});

test.each([
  [{ batch_size: 256, n_epochs: 1 }, { trainRows: 100 }, 'batch_size'],
  [{ max_tokens: 513 }, {}, 'max_tokens'],
  [{ training_method: 'full', lora_rank: 8 }, {}, 'training_method'],
])('%j is refused at its parameter', (asked, less, name) => {
  const run = () => resolveCausalLm(Hyperparameters.parse(asked), size, { ...data, ...less });
  expect(run).toThrow(expect.objectContaining({ code: 'invalid_value', param: param(name) }));
});

const wholeModules = [
  { name: 'model.norm', parameters: 256 },
  { name: 'lm_head', parameters: 1_048_576 },
];

test('modules are trained whole beside an adapter, and their memory is counted', () => {
  const method = (asked: object, more: object = { wholeModules }) => resolve(asked, more).spec.method;
  expect(method({})).not.toHaveProperty('modulesToSave');
  expect(method({ modules_to_save: ['lm_head', 'lm_head'] })).toMatchObject({ modulesToSave: ['lm_head'] });
  expect(method({ modules_to_save: ['embed_tokens'] }, {})).toMatchObject({ modulesToSave: ['embed_tokens'] });
  const huge = [{ name: 'lm_head', parameters: 200_000_000 }];
  expect(() => method({ modules_to_save: ['lm_head'] }, { wholeModules: huge })).toThrow(
    /GB for gradients and optimizer/,
  );
});

test.each([
  [{ modules_to_save: ['head'] }, 'modules_to_save', /no module 'head' to train whole; it has model\.norm, lm_head\./],
  [{ modules_to_save: ['lm_head'], training_method: 'full' }, 'training_method', /modules_to_save is of LoRA/],
])('%j is refused with what there is', (asked, name, message) => {
  const run = () => resolve(asked, { wholeModules });
  expect(run).toThrow(expect.objectContaining({ code: 'invalid_value', param: param(name) }));
  expect(run).toThrow(message);
});

test('a model that does not fit into the memory is refused with the numbers', () => {
  const huge = { parameters: 8_000_000_000, hiddenSize: 4_096, layers: 32, loraRankSize: 2_500_000 };
  expect(() => resolve({}, huge)).toThrow(/32\.0 GB for the weights/);
});

test('a setting of another task is refused', () => {
  const asked = { ...autoHyperparameters, embedding_size: 64 };
  expect(() => refuseForeignHyperparameters(asked, 'text-generation')).toThrow(
    expect.objectContaining({ code: 'unsupported_parameter', param: param('embedding_size') }),
  );
  expect(() => refuseForeignHyperparameters(asked, 'text-classification')).not.toThrow();
});

test('the estimate holds enough for all epochs and never ends below its low end', () => {
  const { spec } = resolve({});
  const asked = { spec, trainRows: 1_800, trainTokens: 200_000n, rateMicros: 1_000_000n, parameters: size.parameters };
  const estimate = estimateTraining(asked);
  expect(estimate.tokens).toBe(600_000n);
  expect(estimate.amountMicrosLow).toBeLessThanOrEqual(estimate.amountMicros);
  expect(estimate.seconds.low).toBeLessThan(estimate.seconds.high);
  // Seen: about 2,000 tokens a second.
  expect(estimate.seconds.low).toBeLessThan(300);
  expect(estimate.seconds.high).toBeGreaterThan(300);
});
