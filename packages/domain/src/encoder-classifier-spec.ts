import { z } from 'zod';
import { FullMethod, LoraMethod } from './causal-lm-spec.ts';

const count = z.number().int().min(1);

/** Parameters of the base are trained, or adapters beside its linear maps; the head is new and trained whole either way. */
const method = z.discriminatedUnion('kind', [LoraMethod.omit({ modulesToSave: true }), FullMethod]);

/** What tuning a checkpoint to tell classes has in common, whatever it reads; frozen in the job. */
export const classifierTuning = {
  method,
  epochs: count.max(50),
  /** Examples per optimizer step. */
  batchSize: count.max(256),
  /** Examples per forward pass; the step's gradient is the same, only memory and speed depend on it. */
  microBatchRows: count.max(256),
  /** At the peak of the schedule. */
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  warmupRatio: z.number().min(0).max(0.5),
  /** Decoupled; not on biases and norms. */
  weightDecay: z.number().min(0).max(1),
  /** The norm of all gradients together is brought down to this. */
  clipNorm: z.number().positive(),
  /** Share of what the new head reads that is dropped while training. */
  headDropout: z.number().min(0).max(0.9),
  labelSmoothing: z.number().min(0).max(0.5),
  /** Examples of rare labels count more, so that each label weighs the same. */
  isBalanced: z.boolean(),
  /** Evaluations without a better validation loss before training stops. */
  earlyStopPatience: count.max(50),
  /** Each is followed by a checkpoint. */
  evaluationsPerEpoch: count.max(20),
  seed: z.number().int().min(0).max(0xffffffff),
};

/** Everything that tuning an encoder (BERT and its kin) to tell labels of texts needs to know; frozen in the job. */
export const EncoderClassifierSpec = z.strictObject({
  task: z.literal('text-classification'),
  /** Tells it from a classifier that is trained from nothing. */
  kind: z.literal('encoder'),
  ...classifierTuning,
  /** Tokens of a text, those that the tokenizer adds included; longer texts lose their end. At most the model's context. */
  maxTokens: z.number().int().min(8).max(131_072),
});
export type EncoderClassifierSpec = z.infer<typeof EncoderClassifierSpec>;
