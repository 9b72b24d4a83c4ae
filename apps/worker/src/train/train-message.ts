import { errorHttp } from '@modelmint/domain/errors';
import { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { engineNames } from '@modelmint/ml/engine/engine';
import { z } from 'zod';

const count = z.number().int().nonnegative();
/** JSON has no infinity, so a loss that ran away must not travel as null. */
const figure = z.number();

/** The first message to the child, and the only one that tells it what to do. Paths only: it gets no secrets. */
export const TrainRequest = z.object({
  kind: z.literal('start'),
  spec: TextClassifierSpec,
  labels: z.array(z.string()).min(2),
  trainPath: z.string(),
  validationPath: z.string(),
  /** Of a checkpoint that was brought here; null from the beginning. */
  resumeFolder: z.string().nullable(),
  checkpointFolder: z.string(),
  engine: z.enum(engineNames).nullable(),
  cacheFolder: z.string(),
});
export type TrainRequest = z.infer<typeof TrainRequest>;

/** The checkpoint with this number is stored, or given up; training goes on. */
export const CheckpointTaken = z.object({ kind: z.literal('taken'), step: count });
export const TrainOrder = z.discriminatedUnion('kind', [TrainRequest, CheckpointTaken]);
export type TrainOrder = z.infer<typeof TrainOrder>;

const Metrics = z.object({
  kind: z.literal('metrics'),
  step: count,
  stepsTotal: count,
  epoch: figure,
  trainLoss: figure,
  trainAccuracy: figure,
  validLoss: figure.optional(),
  validAccuracy: figure.optional(),
  tokensSeen: count,
  learningRate: figure,
});

const Checkpoint = z.object({
  kind: z.literal('checkpoint'),
  step: count,
  epoch: figure,
  folder: z.string(),
  isBest: z.boolean(),
  tokensSeen: count,
  metrics: z.object({ validLoss: figure, validAccuracy: figure, trainLoss: figure, trainAccuracy: figure }),
});
export type CheckpointMade = z.infer<typeof Checkpoint>;

const Done = z.object({
  kind: z.literal('done'),
  artifactFolder: z.string(),
  metrics: z.object({
    accuracy: figure,
    loss: figure,
    perLabel: z.array(z.object({ label: z.string(), precision: figure, recall: figure, f1: figure, support: count })),
    confusion: z.array(z.array(count)),
    bestStep: count,
    steps: count,
    stoppedEarly: z.boolean(),
  }),
  tokensTrained: count,
});
export type TrainingDone = z.infer<typeof Done>;

/** What the child says. It runs native code over a customer's data, so the parent checks it. */
export const TrainAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), engine: z.string(), device: z.string() }),
  Metrics,
  Checkpoint,
  Done,
  z.object({
    kind: z.literal('failure'),
    code: z.enum(Object.keys(errorHttp) as [keyof typeof errorHttp, ...(keyof typeof errorHttp)[]]),
    message: z.string(),
    fault: z.enum(['customer', 'platform']),
  }),
]);
export type TrainAnswer = z.infer<typeof TrainAnswer>;
export type MetricsMade = z.infer<typeof Metrics>;
