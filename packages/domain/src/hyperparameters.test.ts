import { expect, test } from 'vitest';
import { estimateTraining } from './estimate.ts';
import { autoHyperparameters, FineTuningMethod, Hyperparameters, resolveSpec } from './hyperparameters.ts';

const data = { trainRows: 540, trainTokens: 6_480, labels: 3 };

test('auto becomes numbers that depend on the data only', () => {
  const spec = resolveSpec(autoHyperparameters, data, 7);
  expect(spec).toEqual(resolveSpec(Hyperparameters.parse({}), data, 7));
  expect(spec.seed).toBe(7);
  expect(spec.maxTokens).toBeGreaterThanOrEqual(24);
  expect(resolveSpec(autoHyperparameters, { ...data, trainRows: 50_000 }, 7).epochs).toBeLessThan(spec.epochs);
});

test('what was asked for is kept', () => {
  const asked = Hyperparameters.parse({ n_epochs: 2, batch_size: 8, learning_rate_multiplier: 2, dropout: 0 });
  const auto = resolveSpec(autoHyperparameters, data, 1);
  expect(resolveSpec(asked, data, 1)).toMatchObject({
    epochs: 2,
    batchSize: 8,
    dropout: 0,
    learningRate: auto.learningRate * 2,
  });
});

test('a batch larger than the data is refused at its parameter', () => {
  const asked = Hyperparameters.parse({ batch_size: 64 });
  expect(() => resolveSpec(asked, { ...data, trainRows: 20 }, 1)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param: 'method.supervised.hyperparameters.batch_size' }),
  );
});

test.each([
  { n_epochs: 0 },
  { n_epochs: 51 },
  { n_epochs: 1.5 },
  { batch_size: 65_537 },
  { learning_rate_multiplier: 0 },
  { dropout: 1 },
  { n_epochs: 'many' },
  { epochs: 3 },
])('%j is out of range', (hyperparameters) => {
  expect(FineTuningMethod.safeParse({ type: 'supervised', supervised: { hyperparameters } }).success).toBe(false);
});

test('the estimate is tokens × epochs, and the low end is never above it', () => {
  const spec = resolveSpec(Hyperparameters.parse({ n_epochs: 3 }), data, 1);
  const estimate = estimateTraining({ spec, trainRows: 10_000, trainTokens: 1_000_000n, rateMicros: 500_000n });
  expect(estimate.tokens).toBe(3_000_000n);
  expect(estimate.amountMicros).toBe(1_500_000n);
  expect(estimate.amountMicrosLow).toBeLessThanOrEqual(estimate.amountMicros);
  expect(estimate.seconds.low).toBeLessThanOrEqual(estimate.seconds.high);
});

test('auto fits sets of any size: a batch is never larger than the data', () => {
  for (const trainRows of [1, 5, 20, 150, 199, 200, 900, 3_000, 10_000, 1_000_000])
    for (const tokens of [1, 30, 5_000]) {
      const spec = resolveSpec(autoHyperparameters, { trainRows, trainTokens: trainRows * tokens, labels: 2 }, 1);
      expect(spec.batchSize).toBeLessThanOrEqual(trainRows);
      expect(spec.maxTokens).toBeLessThanOrEqual(400);
    }
});

test('numbers that together would not fit into the memory are refused with what to lower', () => {
  const large = { trainRows: 5_000, trainTokens: 5_000_000, labels: 2 };
  const asked = (part: object) => Hyperparameters.parse({ max_tokens: 1_024, batch_size: 256, ...part });
  expect(() => resolveSpec(asked({ hidden_size: 512 }), large, 1)).toThrow(
    expect.objectContaining({ code: 'invalid_value', message: expect.stringContaining('lower batch_size (256)') }),
  );
  expect(resolveSpec(asked({ hidden_size: 64 }), large, 1).hiddenSize).toBe(64);
});
