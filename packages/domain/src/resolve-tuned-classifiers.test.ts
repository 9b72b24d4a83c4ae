import { describe, expect, test } from 'vitest';
import type { CheckpointFacts } from './base-model.ts';
import { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { estimateTraining } from './estimate.ts';
import { refuseForeignHyperparameters } from './hyperparameter-names.ts';
import { autoHyperparameters, Hyperparameters } from './hyperparameters.ts';
import { longWords } from './long-words.ts';
import { resolveEncoderClassifier } from './resolve-encoder-classifier.ts';
import { augmentationName, imageOf, resolveVisionClassifier } from './resolve-vision-classifier.ts';
import { kindOfSpec, taskOf, trainingKindOf } from './training-kind.ts';
import { TrainingSpec } from './training-spec.ts';
import { classifierTrainingBytes } from './tuned-classifier-memory.ts';
import { VisionClassifierSpec } from './vision-classifier-spec.ts';

const common = { labels: null, licence: null, hasChatTemplate: false, sizeBytes: 1 };
/** BERT-base. */
const bert: CheckpointFacts = {
  ...{ ...common, kind: 'encoder', architecture: 'BertForMaskedLM', parameters: 110_000_000, contextLength: 512 },
  ...{ hiddenSize: 768, layers: 12, heads: 12, vocabularySize: 30_522, linearOutputs: 92_160, loraRankSize: 165_888 },
  largestParameter: 23_440_896,
  linearNames: ['bert.encoder.layer.*.attention.self.query', 'bert.encoder.layer.*.output.dense'],
};
const vit: CheckpointFacts = {
  ...{ ...bert, kind: 'image-classifier', architecture: 'ViTForImageClassification', parameters: 86_000_000 },
  ...{ contextLength: null, vocabularySize: 0, labels: ['cat', 'dog'] },
  image: { side: 224, positions: 197, convolved: 0, multiplications: 17e9 },
};
const resnet: CheckpointFacts = {
  ...{ ...vit, architecture: 'ResNetForImageClassification', parameters: 25_600_000, heads: 0, hiddenSize: 2048 },
  ...{ linearOutputs: 0, loraRankSize: 0, linearNames: [], largestParameter: 2_400_000, layers: 16 },
  image: { side: 224, positions: 1, convolved: 11_000_000, multiplications: 4.1e9 },
};
const texts = { trainRows: 1_800, trainTokens: 60_000, longWords: 64, labels: 3, seed: 7 };
const images = { trainRows: 900, validationRows: 100, labels: 5, seed: 7 };
const ofTexts = (asked: object, more: Partial<CheckpointFacts> = {}, data: object = {}) =>
  resolveEncoderClassifier(Hyperparameters.parse(asked), { ...bert, ...more }, { ...texts, ...data });
const ofImages = (asked: object, facts: CheckpointFacts = vit, data: object = {}) =>
  resolveVisionClassifier(Hyperparameters.parse(asked), facts, { ...images, ...data });
const param = (name: string) => `method.supervised.hyperparameters.${name}`;

describe('auto', () => {
  test('becomes a spec that is whole, with its reasons, and is told by its kind', () => {
    const { spec, reasons } = ofTexts({});
    expect(EncoderClassifierSpec.parse(spec)).toEqual(spec);
    expect(spec).toMatchObject({ seed: 7, method: { kind: 'lora', rank: 16, alpha: 32, targetModules: null } });
    expect(spec).toMatchObject({ epochs: 4, batchSize: 32, maxTokens: 96, isBalanced: false });
    expect(reasons.epochs).toContain('1,800 texts');
    expect(reasons.maxTokens).toContain('47 tokens on average, and nearly all have at most 96 tokens');
    const small = { parameters: 22_700_000, layers: 6, hiddenSize: 384, linearOutputs: 23_040 };
    const long = ofTexts({}, small, { longWords: 900 });
    expect(long.spec.maxTokens).toBe(512);
    expect(long.reasons.maxTokens).toContain('the model reads 512 at once');
    const wide = ofTexts({}, { ...small, contextLength: 8_192 }, { longWords: 900 });
    expect(wide.reasons.maxTokens).toContain('512 are read, as more would take long');
    const fitted = ofTexts({}, {}, { longWords: 900 });
    expect(fitted.spec).toMatchObject({ maxTokens: 472, microBatchRows: 1 });
    expect(fitted.reasons.maxTokens).toContain('472 fit into the memory');
    const frozen = TrainingSpec.parse(JSON.parse(JSON.stringify(spec)));
    expect([kindOfSpec(frozen), taskOf(kindOfSpec(frozen))]).toEqual(['encoder-classifier', 'text-classification']);
    expect(trainingKindOf({ task: 'text-classification', isFromScratch: false })).toBe('encoder-classifier');
  });

  test('mirrors and shifts images, and trains convolutions whole', () => {
    const { spec } = ofImages({});
    expect(VisionClassifierSpec.parse(spec)).toEqual(spec);
    expect(spec).toMatchObject({ method: { kind: 'lora' }, augmentation: { isFlipped: true, shift: 14, cutout: 0 } });
    expect(ofImages({}, resnet).spec.method).toEqual({ kind: 'full' });
    expect(kindOfSpec(TrainingSpec.parse(spec))).toBe('vision-classifier');
    for (const augmentation of ['none', 'light', 'strong'] as const)
      expect(augmentationName(ofImages({ augmentation }).spec.augmentation)).toBe(augmentation);
  });

  test('takes smaller steps in full training, and larger ones in narrow models', () => {
    const rate = (asked: object, hiddenSize: number) =>
      ofTexts(asked, { hiddenSize, parameters: 66_000_000 }).spec.learningRate;
    expect(rate({}, 768)).toBeCloseTo(5e-4);
    expect(rate({ training_method: 'full' }, 768)).toBeCloseTo(5e-5);
    expect(rate({ training_method: 'full' }, 128)).toBeGreaterThan(1e-4);
  });

  test('takes as many examples at once as fit', () => {
    const { spec, reasons } = ofTexts({ max_tokens: 128, batch_size: 64 });
    expect(spec.microBatchRows).toBeLessThan(64);
    expect(reasons.microBatchRows).toContain('what fits into the memory');
  });

  test('knows an import of before by what is usual', () => {
    const { image: _, ...old } = vit;
    expect(imageOf(old)).toMatchObject({ side: 224, positions: 197, convolved: 0 });
    const { image: __, ...oldResnet } = resnet;
    expect(imageOf(oldResnet)).toMatchObject({ positions: 1, convolved: 11_000_000 });
  });
});

test('what was asked for is kept', () => {
  const asked = {
    ...{ n_epochs: 2, batch_size: 4, lora_rank: 4, max_tokens: 64, learning_rate_multiplier: 2, dropout: 0.3 },
    ...{ class_weights: 'balanced', label_smoothing: 0.1, lora_target_modules: ['query', 'layer.0.output.dense'] },
  };
  const { spec } = ofTexts(asked);
  expect(spec).toMatchObject({
    ...{ epochs: 2, batchSize: 4, maxTokens: 64, headDropout: 0.3, isBalanced: true, labelSmoothing: 0.1 },
    method: { rank: 4, alpha: 8, targetModules: ['query', 'layer.0.output.dense'] },
  });
  expect(spec.learningRate).toBeCloseTo(ofTexts({}).spec.learningRate * 2);
});

test.each([
  [
    () => ofTexts({ batch_size: 200 }, {}, { trainRows: 100 }),
    'batch_size',
    /200 is larger than the 100 training texts/,
  ],
  [() => ofTexts({ batch_size: 300 }), 'batch_size', /256 at most/],
  [() => ofTexts({ max_tokens: 513 }), 'max_tokens', /reads 512 tokens; max_tokens is 513/],
  [() => ofTexts({ training_method: 'full', lora_rank: 8 }), 'training_method', /lora_rank is of LoRA/],
  [
    () => ofTexts({ lora_target_modules: ['query', 'q_proj'] }),
    'lora_target_modules',
    /'q_proj' for LoRA; it has query, dense/,
  ],
  [
    () => ofImages({ training_method: 'lora' }, resnet),
    'training_method',
    /made of convolutions.*Set training_method to full/,
  ],
  [() => ofImages({ lora_rank: 4 }, resnet), 'lora_rank', /lora_rank is of LoRA; ResNet.* is trained in full/],
  [
    () => ofTexts({}, { parameters: 3_000_000_000 }),
    'lora_rank',
    /12\.0 GB for the weights.*take a smaller base model/,
  ],
  [() => ofTexts({ training_method: 'full' }, { parameters: 300_000_000 }), 'training_method', /may take 3\.6 GB/],
  [() => ofImages({}, vit, { trainRows: 50_000 }), 'lora_rank', /7\.5 GB for the data itself.*upload fewer images/],
])('is refused at its parameter: %#', (run, name, message) => {
  expect(run).toThrow(
    expect.objectContaining({ code: 'invalid_value', param: param(name), message: expect.stringMatching(message) }),
  );
});

test('nearly all rows are as long as their histogram says', () => {
  const bins = (...rows: number[]) =>
    rows.map((count, i) => ({ from: 10 * i + 1, to: i === rows.length - 1 ? null : 10 * i + 10, rows: count }));
  expect(longWords({ lengthHistogram: bins(90, 9, 1, 0) })).toBe(20);
  expect(longWords({ lengthHistogram: bins(50, 10, 40) })).toBe(42);
  expect(longWords({ lengthHistogram: [] })).toBe(0);
});

// What the peaks above an open engine were, on two cores without a GPU.
test.each([
  [
    'text',
    {
      ...bert,
      parameters: 22_700_000,
      layers: 6,
      hiddenSize: 384,
      heads: 6,
      linearOutputs: 23_040,
      loraRankSize: 41_472,
      largestParameter: 11_720_448,
    },
    'lora',
    8,
    128,
    1_455,
  ],
  [
    'text',
    {
      ...bert,
      parameters: 22_700_000,
      layers: 6,
      hiddenSize: 384,
      heads: 6,
      linearOutputs: 23_040,
      loraRankSize: 41_472,
      largestParameter: 11_720_448,
    },
    'full',
    8,
    128,
    1_444,
  ],
  [
    'text',
    { ...bert, parameters: 52_800_000, layers: 4, linearOutputs: 30_720, loraRankSize: 55_296 },
    'full',
    4,
    128,
    2_318,
  ],
  ['image', resnet, 'full', 4, 1, 1_501],
] as const)('the memory of a %s is what was seen: %#', (_noun, size, kind, rows, positions, seen) => {
  const example = size.image === undefined ? { positions, convolved: 0 } : size.image;
  const method =
    kind === 'full' ? { kind } : { kind, rank: 8, alpha: 16, dropout: 0, targetModules: null, useRslora: false };
  const settings = { method, batchSize: rows, microBatchRows: rows, labels: 2, example, dataBytes: 0 };
  const megabytes = classifierTrainingBytes(size, settings).total / 1e6;
  expect(megabytes / seen).toBeGreaterThan(0.92);
  expect(megabytes / seen).toBeLessThan(1.13);
});

test('a module by another word than names is refused before', () => {
  expect(Hyperparameters.safeParse({ lora_target_modules: ['q*'] }).success).toBe(false);
  expect(Hyperparameters.safeParse({ lora_target_modules: [] }).success).toBe(false);
});

test('a setting of another kind is refused by name', () => {
  const refused = (asked: object, kind: 'encoder-classifier' | 'vision-classifier' | 'text-classification') => () =>
    refuseForeignHyperparameters({ ...autoHyperparameters, ...asked }, kind);
  const message = expect.objectContaining({ code: 'unsupported_parameter' });
  expect(refused({ embedding_size: 64 }, 'encoder-classifier')).toThrow(message);
  expect(refused({ max_tokens: 64 }, 'vision-classifier')).toThrow(message);
  expect(refused({ lora_rank: 4 }, 'text-classification')).toThrow(message);
});

test('the estimate holds all epochs, and a larger model takes longer', () => {
  const estimate = (spec: TrainingSpec, more: object) =>
    estimateTraining({ spec, trainRows: 1_800, trainTokens: 60_000n, rateMicros: 1_500_000n, ...more });
  const small = estimate(ofTexts({}).spec, { parameters: 4_000_000 });
  const large = estimate(ofTexts({}).spec, { parameters: 110_000_000 });
  expect(small).toMatchObject({ tokens: 240_000n, amountMicros: 360_000n });
  expect(large.seconds.high).toBeGreaterThan(small.seconds.high * 3);
  const pictures = estimate(ofImages({}).spec, { parameters: 86_000_000, multiplications: 17e9 });
  // 1,800 images of 17 G multiplications, 8 epochs, at 40 to 150 GFLOP/s.
  expect(pictures.seconds.high).toBeGreaterThan(10_000);
});
