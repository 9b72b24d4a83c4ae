/** Low-rank adapters beside linear maps (Hu et al. 2022). */
export interface LoraMethod {
  kind: 'lora';
  rank: number;
  /** What the adapter adds is scaled by alpha / rank. */
  alpha: number;
  /** Share of the adapter's inputs that is dropped, 0 to below 1. */
  dropout: number;
  /** Names or endings of module paths, such as `q_proj` or `mlp.c_proj`; null: all linear maps of the layers. */
  targetModules: readonly string[] | null;
  /** Scale alpha / √rank instead (Kalajdzievski 2023), for high ranks. */
  useRslora: boolean;
}

/** All parameters of the model. */
export interface FullMethod {
  kind: 'full';
}

/** Everything that the fine-tuning of a causal language model needs to know but its data. */
export interface CausalLmSpec {
  method: LoraMethod | FullMethod;
  epochs: number;
  /** Examples per optimizer step. */
  batchSize: number;
  /** Rows per forward pass; the step's gradient is the same, only memory and speed depend on it. */
  microBatchRows: number;
  /** Several short examples share a row, each seeing only itself. */
  isPacked: boolean;
  /** Tokens of an example; at most the model's context. */
  maxTokens: number;
  /** What becomes of longer ones: the job is refused, or they lose their end. */
  whenTooLong: 'refuse' | 'cut';
  /** At the peak of the schedule. */
  learningRate: number;
  schedule: 'constant' | 'linear' | 'cosine';
  warmupRatio: number;
  /** Decoupled; not on biases and norms. */
  weightDecay: number;
  /** The norm of all gradients together is brought down to this. */
  clipNorm: number;
  labelSmoothing: number;
  /** Layers are computed again for the gradient instead of kept: less memory, about a third more time. */
  isRecomputed: boolean;
  evaluateEverySteps: number;
  checkpointEverySteps: number;
  /** Evaluations without a better loss before training stops. */
  earlyStopPatience: number;
  seed: number;
}
