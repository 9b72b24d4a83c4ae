import { z } from 'zod';
import { AppError } from './errors.ts';

const auto = z.literal('auto');
const autoOr = (number: z.ZodNumber) => z.union([auto, number]).default('auto');
const autoOrModules = (example: string) =>
  z
    .array(z.string().regex(/^[\w.-]{1,200}$/, `use names of modules, such as ${example}`))
    .min(1)
    .max(100)
    .readonly()
    .or(auto)
    .default('auto');

/** From none to mirrored, shifted and with a piece hidden. */
export const augmentations = ['none', 'light', 'strong'] as const;
export type Augmentation = (typeof augmentations)[number];

/** OpenAI's three, then ours. `auto` = chosen from the data; the job then shows the numbers. */
export const Hyperparameters = z.strictObject({
  n_epochs: autoOr(z.number().int().min(1).max(50)),
  batch_size: autoOr(z.number().int().min(1).max(65_536)),
  /** Scales the suggested learning rate. */
  learning_rate_multiplier: autoOr(z.number().min(0.01).max(100)),
  embedding_size: autoOr(z.number().int().min(8).max(512)),
  hidden_size: autoOr(z.number().int().min(8).max(512)),
  max_tokens: autoOr(z.number().int().min(8).max(131_072)),
  vocabulary_size: autoOr(z.number().int().min(100).max(100_000)),
  dropout: autoOr(z.number().min(0).max(0.9)),
  weight_decay: autoOr(z.number().min(0).max(1)),
  warmup_ratio: autoOr(z.number().min(0).max(0.5)),
  early_stop_patience: autoOr(z.number().int().min(1).max(50)),
  /** Of a checkpoint that is tuned: LoRA beside the frozen base, or all of its parameters. */
  training_method: z.enum(['lora', 'full']).or(auto).default('auto'),
  lora_rank: autoOr(z.number().int().min(1).max(256)),
  lora_alpha: autoOr(z.number().min(1).max(1024)),
  lora_dropout: autoOr(z.number().min(0).max(0.9)),
  /** Which linear maps get an adapter, by their names or the endings of their paths; `auto`: all of the layers. */
  lora_target_modules: autoOrModules('q_proj'),
  /** Language models: what is trained whole beside the adapter and kept in it, such as the head; `auto`: nothing. */
  modules_to_save: autoOrModules('lm_head'),
  /** Image classifiers: one of `cnnTemplates`. */
  template: z.enum(['normed', 'plain', 'wide']).or(auto).default('auto'),
  /** Image classifiers: images are scaled to a square of so many pixels. */
  image_size: autoOr(z.number().int().min(8).max(128)),
  /** Vision checkpoints that are tuned: how much the training images are changed at random. */
  augmentation: z.enum(augmentations).or(auto).default('auto'),
  label_smoothing: autoOr(z.number().min(0).max(0.5)),
  /** Hidden layers of a table predictor, or layers of a language model from scratch. */
  layers: autoOr(z.number().int().min(0).max(8)),
  /** Classifiers of tables, and those tuned from a checkpoint: `balanced` lets rows of rare labels count more. */
  class_weights: z.enum(['none', 'balanced']).or(auto).default('auto'),
  /** Recommenders: numbers that a user or an item is described by. */
  factors: autoOr(z.number().int().min(1).max(256)),
  /** Recommenders: predict ratings, or rank items by what users did. */
  objective: z.enum(['squared-error', 'bpr', 'sampled-softmax']).or(auto).default('auto'),
  /** Recommenders: holds vectors small. */
  regularization: autoOr(z.number().min(0).max(10)),
});
export type Hyperparameters = z.infer<typeof Hyperparameters>;
export const autoHyperparameters: Hyperparameters = Hyperparameters.parse({});

/** The wire's `method`: only supervised training exists for a classifier. */
export const FineTuningMethod = z.strictObject({
  type: z.literal('supervised').default('supervised'),
  supervised: z.strictObject({ hyperparameters: Hyperparameters.default(autoHyperparameters) }).optional(),
});
export type FineTuningMethod = z.infer<typeof FineTuningMethod>;

const textTokensMax = 1024;
const textBatchMax = 256;

/** Everything that training needs to know, as numbers; frozen in the job. */
export const TextClassifierSpec = z.strictObject({
  task: z.literal('text-classification'),
  embeddingSize: z.number().int().min(8).max(512),
  hiddenSize: z.number().int().min(8).max(512),
  isBidirectional: z.boolean(),
  pooling: z.enum(['mean', 'max', 'last']),
  dropout: z.number().min(0).max(0.9),
  /** Entries of the vocabulary, padding and unknown included. */
  vocabularySizeMax: z.number().int().min(100).max(100_000),
  minWordCount: z.number().int().min(1),
  /** Longer texts lose their end. */
  maxTokens: z.number().int().min(8).max(textTokensMax),
  epochs: z.number().int().min(1).max(50),
  batchSize: z.number().int().min(1).max(textBatchMax),
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  warmupRatio: z.number().min(0).max(0.5),
  weightDecay: z.number().min(0).max(1),
  clipNorm: z.number().positive(),
  labelSmoothing: z.number().min(0).max(0.5),
  /** Evaluations without a better validation loss before training stops. */
  earlyStopPatience: z.number().int().min(1).max(50),
  evaluationsPerEpoch: z.number().int().min(1).max(20),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type TextClassifierSpec = z.infer<typeof TextClassifierSpec>;

export interface TrainingData {
  trainRows: number;
  trainTokens: number;
  labels: number;
}

/** Suggested numbers by the size of the data: small sets need more passes, long texts a wider window. */
export function resolveSpec(asked: Hyperparameters, data: TrainingData, seed: number): TextClassifierSpec {
  const rows = Math.max(1, data.trainRows);
  const meanTokens = data.trainTokens / rows;
  const value = (given: 'auto' | number, suggested: number) => (given === 'auto' ? suggested : given);
  const epochs = rows < 200 ? 30 : rows < 1_000 ? 12 : rows < 5_000 ? 6 : rows < 20_000 ? 3 : 2;
  const batchSize = value(asked.batch_size, rows < 200 ? Math.min(8, rows) : rows < 1_000 ? 16 : 32);
  if (batchSize > rows)
    throw new AppError('invalid_value', `A batch of ${batchSize} is larger than the ${rows} training rows.`, {
      param: 'method.supervised.hyperparameters.batch_size',
    });
  if (batchSize > textBatchMax)
    throw new AppError('invalid_value', `A text classifier can have a batch_size of ${textBatchMax} at most.`, {
      param: 'method.supervised.hyperparameters.batch_size',
    });
  if (asked.max_tokens !== 'auto' && asked.max_tokens > textTokensMax)
    throw new AppError('invalid_value', `A text classifier reads at most ${textTokensMax} tokens of a text.`, {
      param: 'method.supervised.hyperparameters.max_tokens',
    });
  const suggestedRate = rows < 1_000 ? 0.005 : 0.003;
  const learningRate = Math.min(1, suggestedRate * value(asked.learning_rate_multiplier, 1));
  const spec = TextClassifierSpec.parse({
    task: 'text-classification',
    embeddingSize: value(asked.embedding_size, rows < 1_000 ? 48 : 64),
    hiddenSize: value(asked.hidden_size, 32),
    isBidirectional: true,
    pooling: 'max',
    dropout: value(asked.dropout, rows < 1_000 ? 0.3 : 0.5),
    vocabularySizeMax: value(asked.vocabulary_size, 20_000),
    minWordCount: rows < 1_000 ? 1 : 2,
    maxTokens: value(asked.max_tokens, Math.min(400, Math.max(16, Math.ceil((meanTokens * 2) / 16) * 16))),
    epochs: value(asked.n_epochs, epochs),
    batchSize,
    learningRate,
    schedule: 'linear',
    warmupRatio: value(asked.warmup_ratio, 0.05),
    weightDecay: value(asked.weight_decay, 0.01),
    clipNorm: 1,
    // Else a network grows sure of itself faster than it gets right, and its best weights by loss come too early.
    labelSmoothing: 0.1,
    earlyStopPatience: value(asked.early_stop_patience, rows < 200 ? 5 : 3),
    evaluationsPerEpoch: rows < 1_000 ? 1 : 2,
    seed,
  });
  const bytes = trainingBytes(spec);
  if (bytes > trainingBytesMax)
    throw new AppError(
      'invalid_value',
      `A training step would take ${gigabytes(bytes)} of memory and may take ${gigabytes(trainingBytesMax)}: lower batch_size (${spec.batchSize}), max_tokens (${spec.maxTokens}), hidden_size (${spec.hiddenSize}) or embedding_size.`,
      { param: 'method.supervised.hyperparameters.batch_size' },
    );
  return spec;
}

/** A worker has about this much for a job; each of the numbers alone may be at its bound, all of them together not. */
const trainingBytesMax = 4e9;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Float32 values of one step: per position the LSTM's states and gradients, per word Adam's means and its workings. */
export function trainingBytes(spec: TextClassifierSpec): number {
  const { batchSize, maxTokens, embeddingSize, hiddenSize, vocabularySizeMax } = spec;
  const positions = batchSize * maxTokens * (spec.isBidirectional ? 2 : 1);
  return 4 * (positions * (14 * hiddenSize + 4 * embeddingSize) + vocabularySizeMax * embeddingSize * 14);
}
