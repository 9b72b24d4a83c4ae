import { expect, test } from 'vitest';
import { estimateTraining } from './estimate.ts';
import { refuseForeignHyperparameters } from './hyperparameter-names.ts';
import { Hyperparameters } from './hyperparameters.ts';
import { languageModelTrainingBytes } from './language-model-memory.ts';
import { LanguageModelSpec, suggestLanguageModelSpec } from './language-model-spec.ts';
import { resolveLanguageModel } from './resolve-language-model.ts';

const play = { trainRows: 2_000, trainTokens: 250_000, seed: 7 };
const kinds = ['lstm', 'llama'] as const;
const resolve = (asked: object, kind: (typeof kinds)[number] = 'llama', data = {}) =>
  resolveLanguageModel(Hyperparameters.parse(asked), kind, { ...play, ...data });

test.each(kinds)('auto is what suits the data, with its reasons: %s', (kind) => {
  const { spec, reasons } = resolve({}, kind);
  expect(spec).toEqual(suggestLanguageModelSpec(kind, { trainCharacters: 1_000_000, seed: 7 }));
  for (const reason of Object.values(reasons)) expect(reason).toMatch(/\d/);
  expect(reasons.epochs).toContain('about 250,000 tokens');
});

test('what was asked for is kept', () => {
  const asked = { n_epochs: 2, batch_size: 4, max_tokens: 64, vocabulary_size: 500, label_smoothing: 0.1 };
  const more = { weight_decay: 0.2, warmup_ratio: 0.1, early_stop_patience: 5, learning_rate_multiplier: 2 };
  expect(resolve({ ...asked, ...more }).spec).toMatchObject({
    ...{ epochs: 2, batchSize: 4, microBatchRows: 4, contextLength: 64, vocabulary: { kind: 'bpe', size: 500 } },
    ...{ labelSmoothing: 0.1, weightDecay: 0.2, warmupRatio: 0.1, earlyStopPatience: 5, learningRate: 0.006 },
  });
  expect(resolve({ vocabulary_size: 256 }).spec.vocabulary).toEqual({ kind: 'bytes' });
  const lstm = resolve({ hidden_size: 100, layers: 1, dropout: 0.5 }, 'lstm').spec;
  expect(lstm).toMatchObject({ hiddenSize: 100, embeddingSize: 100, layers: 1, dropout: 0.5 });
});

test.each([8, 10, 30, 62, 96, 100, 128, 250, 512])('a Llama of any even width has heads that fit: %i', (width) => {
  const { spec } = resolve({ hidden_size: width, layers: 2 });
  expect(LanguageModelSpec.parse(spec)).toMatchObject({ kind: 'llama', hiddenSize: width, layers: 2 });
});

test('little text is read in small batches, so that an epoch has steps', () => {
  const { spec } = resolve({}, 'llama', { trainRows: 30, trainTokens: 400 });
  expect(spec).toMatchObject({ batchSize: 2, vocabulary: { kind: 'bytes' } });
});

test('only so many rows stand in the memory at once as fit', () => {
  const { spec } = resolve({ hidden_size: 512, max_tokens: 1_024, batch_size: 64, layers: 8 });
  expect(spec.batchSize).toBe(64);
  expect(spec.microBatchRows).toBeLessThan(64);
  expect(languageModelTrainingBytes(spec).total).toBeLessThanOrEqual(3e9);
});

test.each([
  [{ dropout: 0.1 }, 'llama', {}, 'dropout', /has no dropout/],
  [{ layers: 3 }, 'lstm', {}, 'layers', /1 to 2 layers, and 3/],
  [{ layers: 0 }, 'llama', {}, 'layers', /1 to 8 layers, and 0/],
  [{ hidden_size: 101 }, 'llama', {}, 'hidden_size', /take 100 or 102/],
  [{ vocabulary_size: 259 }, 'lstm', {}, 'vocabulary_size', /256, which are bytes, or of 300/],
  [{ vocabulary_size: 70_000 }, 'lstm', {}, 'vocabulary_size', /65536 at most/],
  [{ max_tokens: 2_048 }, 'lstm', {}, 'max_tokens', /1024 at most/],
  [{ batch_size: 512 }, 'lstm', {}, 'batch_size', /256 at most/],
  [{ batch_size: 64 }, 'lstm', { trainRows: 8, trainTokens: 400 }, 'batch_size', /larger than the 9 windows of 128/],
  [
    { hidden_size: 512, max_tokens: 1_024, vocabulary_size: 65_536, layers: 8 },
    ...(['llama', {}, 'max_tokens', /^A training step would take 3\.4 GB .* 1\.9 GB for 1 window of 1024/] as const),
  ],
] as const)('%j for %s is refused at its parameter', (asked, kind, data, name, message) => {
  const run = () => resolve(asked, kind, data);
  const param = `method.supervised.hyperparameters.${name}`;
  expect(run).toThrow(
    expect.objectContaining({ code: 'invalid_value', param, message: expect.stringMatching(message) }),
  );
});

test.each([
  [{}, 120, /about 120 tokens; .* needs at least 400/],
  [
    {},
    150_000_000,
    /about 150,000,000 tokens, which take 2\.6 GB of memory and may take 2\.0 GB\. Upload less text\.$/,
  ],
  [{ vocabulary_size: 256 }, 60_000_000, /2\.6 GB .* or take a learned vocabulary/],
] as const)('%j: texts of %i tokens are refused', (asked, trainTokens, message) => {
  expect(() => resolve(asked, 'lstm', { trainRows: 3, trainTokens })).toThrow(
    expect.objectContaining({
      ...{ code: 'invalid_value', param: 'training_file' },
      message: expect.stringMatching(message),
    }),
  );
});

test.each([
  // Seen on two busy cores with 400,000 tokens of Shakespeare: 8.8 minutes, and 21 for three quarters of the epochs.
  ['llama', 528],
  ['lstm', 1_680],
] as const)('the estimate of a %s has room for what was seen', (kind, seen) => {
  const { spec } = resolve({}, kind, { trainTokens: 400_000 });
  const asked = { spec, trainRows: 2_000, trainTokens: 400_000n, rateMicros: 1_000_000n };
  const { tokens, seconds } = estimateTraining(asked);
  expect(tokens).toBe(2_400_000n);
  expect(seconds.high).toBeGreaterThan(seen);
  expect(seconds.high).toBeLessThan(seen * 3);
  expect(seconds.low).toBeLessThan(seen / 2);
});

test('settings of a fine-tuning are not those of a model from scratch', () => {
  const asked = Hyperparameters.parse({ lora_rank: 8 });
  expect(() => refuseForeignHyperparameters(asked, 'language-model')).toThrow(
    expect.objectContaining({ code: 'unsupported_parameter', message: expect.stringContaining('has no lora_rank') }),
  );
});
