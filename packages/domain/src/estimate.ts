import type { TextClassifierSpec } from './hyperparameters.ts';
import { type Micros, rateMicros } from './money.ts';

export interface TrainingEstimate {
  /** What is billed when every epoch runs: training tokens × epochs. */
  tokens: bigint;
  /** The most that it can cost; this much is held. */
  amountMicros: Micros;
  /** What it costs when early stop ends it after the first possible evaluation. */
  amountMicrosLow: Micros;
  seconds: { low: number; high: number };
}

/** Tokens per second of one LSTM direction of 64 units over embeddings of 64, on two processor cores. */
const tokensPerSecond = { low: 15_000, high: 90_000 };
const startSeconds = 3;

/** Price range and time before the launch. `trainTokens` are those of the training split. */
export function estimateTraining(options: {
  spec: TextClassifierSpec;
  trainTokens: bigint;
  rateMicros: Micros;
}): TrainingEstimate {
  const { spec, trainTokens } = options;
  const tokens = trainTokens * BigInt(spec.epochs);
  const epochsMin = Math.min(
    spec.epochs,
    Math.max(1, Math.floor(spec.earlyStopPatience / spec.evaluationsPerEpoch) + 1),
  );
  const work = spec.hiddenSize * (spec.embeddingSize + spec.hiddenSize) * (spec.isBidirectional ? 2 : 1);
  const weight = work / (64 * 128);
  const seconds = (count: number, speed: number) => Math.ceil(startSeconds + (count * weight) / speed);
  return {
    tokens,
    amountMicros: rateMicros(tokens, options.rateMicros),
    amountMicrosLow: rateMicros(trainTokens * BigInt(epochsMin), options.rateMicros),
    seconds: {
      low: seconds(Number(trainTokens) * epochsMin, tokensPerSecond.high),
      high: seconds(Number(tokens), tokensPerSecond.low),
    },
  };
}
