import { errorHttp } from '@modelmint/domain/errors';
import { TrainingMetrics, TrainingSample } from '@modelmint/domain/training-metrics';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import { engineNames } from '@modelmint/ml/engine/engine';
import { z } from 'zod';

const count = z.number().int().nonnegative();
/** JSON has no infinity, so a loss that ran away must not travel as null. */
const figure = z.number();

/** The first message to the child, and the only one that tells it what to do. Paths only: it gets no secrets. */
export const TrainRequest = z.object({
  kind: z.literal('start'),
  /** Its `task` says what is trained. */
  spec: TrainingSpec,
  /** Of a classifier; else none. */
  labels: z.array(z.string()),
  /** Of one pass over the training data, as the estimate has it. */
  trainTokens: count,
  trainPath: z.string(),
  validationPath: z.string(),
  /** The wire name of the base or of the template. */
  baseModel: z.string(),
  /** The checkpoint that is tuned; null where training starts from nothing. */
  baseFolder: z.string().nullable(),
  /** Of a checkpoint that was brought here; null from the beginning. */
  resumeFolder: z.string().nullable(),
  checkpointFolder: z.string(),
  engine: z.enum(engineNames).nullable(),
  cacheFolder: z.string(),
  memoryBytesMax: z.number().positive(),
});
export type TrainRequest = z.infer<typeof TrainRequest>;

/** The checkpoint with this number is stored, or given up; training goes on. */
export const CheckpointTaken = z.object({ kind: z.literal('taken'), step: count });
export const TrainOrder = z.discriminatedUnion('kind', [TrainRequest, CheckpointTaken]);
export type TrainOrder = z.infer<typeof TrainOrder>;

/** Accuracy is the share of right labels, or of tokens that were the likeliest. */
const Metrics = z.object({
  kind: z.literal('metrics'),
  step: count,
  stepsTotal: count,
  epoch: figure,
  trainLoss: figure,
  /** Not every task knows it in the middle of training. */
  trainAccuracy: figure.optional(),
  validLoss: figure.optional(),
  validAccuracy: figure.optional(),
  tokensSeen: count,
  learningRate: figure,
});
export type MetricsMade = z.infer<typeof Metrics>;

const Checkpoint = z.object({
  kind: z.literal('checkpoint'),
  step: count,
  epoch: figure,
  folder: z.string(),
  isBest: z.boolean(),
  tokensSeen: count,
  metrics: z.object({
    trainLoss: figure,
    trainAccuracy: figure.optional(),
    /** Of the last evaluation; absent before the first. */
    validLoss: figure.optional(),
    validAccuracy: figure.optional(),
  }),
});
export type CheckpointMade = z.infer<typeof Checkpoint>;

/** What the model writes for held-out examples after this step. */
const Samples = z.object({ kind: z.literal('samples'), step: count, samples: z.array(TrainingSample) });
export type SamplesMade = z.infer<typeof Samples>;

/** A line for the history of the job. */
const Note = z.object({ kind: z.literal('note'), level: z.enum(['info', 'warn']), message: z.string() });
export type NoteMade = z.infer<typeof Note>;

const Done = z.object({
  kind: z.literal('done'),
  artifactFolder: z.string(),
  /** The same for browsers, of what TensorFlow.js layers can hold. */
  tfjsFolder: z.string().optional(),
  metrics: TrainingMetrics,
  /** As they are billed: words, tokens of the base's tokenizer, or tokens of images, each time that they were trained on. */
  tokensTrained: count,
});
export type TrainingDone = z.infer<typeof Done>;

/** What the child says. It runs native code over a customer's data, so the parent checks it. */
export const TrainAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), engine: z.string(), device: z.string() }),
  /** Nothing new, but alive: evaluations and the reading of images may take long. */
  z.object({ kind: z.literal('working') }),
  Metrics,
  Checkpoint,
  Samples,
  Note,
  Done,
  z.object({
    kind: z.literal('failure'),
    code: z.enum(Object.keys(errorHttp) as [keyof typeof errorHttp, ...(keyof typeof errorHttp)[]]),
    message: z.string(),
    param: z.string().nullable().default(null),
    fault: z.enum(['customer', 'platform']),
  }),
]);
export type TrainAnswer = z.input<typeof TrainAnswer>;
