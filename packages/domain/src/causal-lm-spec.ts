import { z } from 'zod';

/** Low-rank adapters beside linear maps (Hu et al. 2022). */
export const LoraMethod = z.strictObject({
  kind: z.literal('lora'),
  rank: z.number().int().min(1).max(256),
  /** What the adapter adds is scaled by alpha / rank. */
  alpha: z.number().positive().max(1024),
  /** Share of the adapter's inputs that is dropped. */
  dropout: z.number().min(0).lt(1),
  /** Names or endings of module paths, such as `q_proj` or `mlp.c_proj`; null: all linear maps of the layers. */
  targetModules: z.array(z.string().min(1).max(200)).min(1).max(100).readonly().nullable(),
  /** Scale alpha / √rank instead (Kalajdzievski 2023), for high ranks. */
  useRslora: z.boolean(),
  /** Modules that are trained whole beside the adapter and kept in it, such as `lm_head`; by the endings of their paths. */
  modulesToSave: z.array(z.string().min(1).max(200)).min(1).max(100).readonly().optional(),
});
export type LoraMethod = z.infer<typeof LoraMethod>;

/** All parameters of the model. */
export const FullMethod = z.strictObject({ kind: z.literal('full') });
export type FullMethod = z.infer<typeof FullMethod>;

const count = z.number().int().min(1);

/** Everything that the fine-tuning of a causal language model needs to know but its data; frozen in the job. */
export const CausalLmSpec = z.strictObject({
  task: z.literal('text-generation'),
  method: z.discriminatedUnion('kind', [LoraMethod, FullMethod]),
  epochs: count.max(50),
  /** Examples per optimizer step. */
  batchSize: count.max(256),
  /** Rows per forward pass; the step's gradient is the same, only memory and speed depend on it. */
  microBatchRows: count.max(256),
  /** Several short examples share a row, each seeing only itself. */
  isPacked: z.boolean(),
  /** Tokens of an example; at most the model's context. */
  maxTokens: z.number().int().min(8).max(1_000_000),
  /** What becomes of longer ones: the job is refused, or they lose their end. */
  whenTooLong: z.enum(['refuse', 'cut']),
  /** At the peak of the schedule. */
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  warmupRatio: z.number().min(0).max(0.5),
  /** Decoupled; not on biases and norms. */
  weightDecay: z.number().min(0).max(1),
  /** The norm of all gradients together is brought down to this. */
  clipNorm: z.number().positive(),
  labelSmoothing: z.number().min(0).max(0.5),
  /** Layers are computed again for the gradient instead of kept: less memory, about a third more time. */
  isRecomputed: z.boolean(),
  evaluateEverySteps: count,
  checkpointEverySteps: count,
  /** Evaluations without a better loss before training stops. */
  earlyStopPatience: count.max(50),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type CausalLmSpec = z.infer<typeof CausalLmSpec>;
