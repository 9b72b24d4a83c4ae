import { checkCnnMemory } from './cnn-memory.ts';
import { type CnnSpec, type CnnTemplate, suggestCnnSpec } from './cnn-spec.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';

export interface ImageTrainingData {
  trainRows: number;
  /** Pixels of the longest side of any image. */
  sideMax: number;
  labels: number;
}

const sideSuggestedMax = 64;
/** Below it nothing is left after the last convolution or pooling. */
const sideMin: Record<CnnTemplate, number> = { normed: 8, plain: 18, wide: 8 };
/** Decoded images wait in memory as bytes; a step has what is left. */
const imageBytesMax = 2e9;
const trainingBytesMax = 3.5e9;

/** Numbers of an image classifier from scratch: what was asked for, else what suits the data. */
export function resolveCnn(asked: Hyperparameters, data: ImageTrainingData, seed: number): CnnSpec {
  const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);
  const rows = Math.max(1, data.trainRows);
  const suggestedSide = Math.min(sideSuggestedMax, Math.max(16, Math.ceil(data.sideMax / 8) * 8));
  const side = value(asked.image_size, suggestedSide);
  const template = value(asked.template, 'normed');
  if (side < sideMin[template]) throw tooSmall(side, template);
  const suggested = suggestCnnSpec(template, { height: side, width: side, trainRows: rows }, seed);
  needAtMost(asked, 'batch_size', { most: 512, noun: 'An image classifier' });
  const batchSize = value(asked.batch_size, suggested.batchSize);
  if (batchSize > rows)
    throw new AppError('invalid_value', `A batch of ${batchSize} is larger than the ${rows} training images.`, {
      param: hyperparameterParam('batch_size'),
    });
  const bytes = rows * side * side * 3;
  if (bytes > imageBytesMax) throw tooMuch(rows, side, bytes);
  checkCnnMemory({ ...suggested, batchSize }, { labels: data.labels, bytesMax: trainingBytesMax - bytes });
  return {
    ...suggested,
    batchSize,
    epochs: value(asked.n_epochs, suggested.epochs),
    learningRate: Math.min(1, suggested.learningRate * value(asked.learning_rate_multiplier, 1)),
    weightDecay: value(asked.weight_decay, suggested.weightDecay),
    warmupRatio: value(asked.warmup_ratio, suggested.warmupRatio),
    labelSmoothing: value(asked.label_smoothing, suggested.labelSmoothing),
    earlyStopPatience: value(asked.early_stop_patience, suggested.earlyStopPatience),
  };
}

const tooSmall = (side: number, template: CnnTemplate) =>
  new AppError(
    'invalid_value',
    `Images of ${side}×${side} pixels are too small for the template ${template}; use at least ${sideMin[template]}.`,
    { param: hyperparameterParam('image_size') },
  );

const tooMuch = (rows: number, side: number, bytes: number) =>
  new AppError(
    'invalid_value',
    `${rows.toLocaleString('en-US')} images of ${side}×${side} pixels take ${(bytes / 1e9).toFixed(1)} GB of memory; ${imageBytesMax / 1e9} GB are there. ` +
      'Lower image_size or upload fewer images.',
    { param: hyperparameterParam('image_size') },
  );
