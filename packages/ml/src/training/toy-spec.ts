import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';

/** For tests: small steps that show everything. */
export const toySpec: CausalLmSpec = {
  task: 'text-generation',
  method: { kind: 'lora', rank: 4, alpha: 8, dropout: 0, targetModules: null, useRslora: false },
  epochs: 2,
  batchSize: 4,
  microBatchRows: 4,
  isPacked: true,
  maxTokens: 64,
  whenTooLong: 'refuse',
  learningRate: 0.01,
  schedule: 'linear',
  warmupRatio: 0.1,
  weightDecay: 0.01,
  clipNorm: 1,
  labelSmoothing: 0,
  isRecomputed: false,
  evaluateEverySteps: 4,
  checkpointEverySteps: 4,
  earlyStopPatience: 50,
  seed: 3,
};
