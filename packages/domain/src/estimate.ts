import type { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { languageModelSize } from './language-model-memory.ts';
import type { LanguageModelSpec } from './language-model-spec.ts';
import { type Micros, rateMicros } from './money.ts';
import { ownTokens } from './own-tokens.ts';
import type { RecommenderSpec } from './recommender-spec.ts';
import { piecesPerWord } from './resolve-encoder-classifier.ts';
import type { TabularSpec } from './tabular-spec.ts';
import type { TrainingSpec } from './training-spec.ts';
import type { VisionClassifierSpec } from './vision-classifier-spec.ts';

export interface TrainingEstimate {
  /** What is billed when every epoch runs: training tokens × epochs. */
  tokens: bigint;
  /** The most that it can cost; this much is held. */
  amountMicros: Micros;
  /** What it costs when early stop ends it after the first possible evaluation. */
  amountMicrosLow: Micros;
  seconds: { low: number; high: number };
}

const startSeconds = 3;

/** What one pass over the training data is, and how fast two processor cores go through it. */
interface Pace {
  /** Share of all epochs that runs at least: until early stop may end it. */
  epochsMin: number;
  /** Of one pass. */
  seconds: { low: number; high: number };
}

export interface EstimateOptions {
  spec: TrainingSpec;
  trainRows: number;
  /** Of the training split, as they are billed. */
  trainTokens: bigint;
  rateMicros: Micros;
  /** Of the checkpoint that is tuned. */
  parameters?: number | undefined;
  /** Of a vision checkpoint: of one image, one pass forward. */
  multiplications?: number | undefined;
}

/** Price range and time before the launch. */
export function estimateTraining(options: EstimateOptions): TrainingEstimate {
  const { spec, trainTokens } = options;
  const tokens = trainTokens * BigInt(spec.epochs);
  const { epochsMin, seconds } = paceOf(options);
  const tokensMin = BigInt(Math.ceil(Number(trainTokens) * Math.min(spec.epochs, epochsMin)));
  const whole = (exact: number) => Math.ceil(startSeconds + exact);
  return {
    tokens,
    amountMicros: rateMicros(tokens, options.rateMicros),
    amountMicrosLow: rateMicros(tokensMin < tokens ? tokensMin : tokens, options.rateMicros),
    seconds: {
      low: whole(seconds.low * Math.min(spec.epochs, epochsMin)),
      high: whole(seconds.high * spec.epochs),
    },
  };
}

function paceOf(options: EstimateOptions): Pace {
  const { spec, trainRows, trainTokens, parameters = 0 } = options;
  const tokens = Number(trainTokens);
  const timeOf = (amount: number, perSecond: { low: number; high: number }) => ({
    low: amount / perSecond.high,
    high: amount / perSecond.low,
  });
  switch (spec.task) {
    case 'text-classification': {
      if ('kind' in spec) return paceOfTuning(spec, { passes: trainRows, each: tokens * piecesPerWord * parameters });
      const work = spec.hiddenSize * (spec.embeddingSize + spec.hiddenSize) * (spec.isBidirectional ? 2 : 1);
      return { epochsMin: evaluatedEpochs(spec), seconds: timeOf(tokens * (work / (64 * 128)), lstmTokensPerSecond) };
    }
    case 'text-generation': {
      if ('kind' in spec) return paceFromScratch(spec, tokens);
      const steps = Math.ceil(Math.max(1, trainRows) / spec.batchSize);
      const perToken = (spec.method.kind === 'lora' ? 4 : 6) * parameters;
      const perSecond = {
        low: 1 / (1 / languageTokensPerSecond.low + perToken / floatsPerSecond.low),
        high: 1 / (1 / languageTokensPerSecond.high + perToken / floatsPerSecond.high),
      };
      return {
        epochsMin: ((spec.earlyStopPatience + 1) * spec.evaluateEverySteps) / steps,
        seconds: timeOf(tokens, perSecond),
      };
    }
    case 'image-classification': {
      if ('kind' in spec)
        return paceOfTuning(spec, {
          passes: trainRows,
          each: trainRows * (options.multiplications ?? 200 * parameters),
        });
      const side = (spec.height * spec.width) / 1024;
      return { epochsMin: evaluatedEpochs(spec), seconds: timeOf(trainRows * side, imagesPerSecond) };
    }
    case 'tabular-classification':
    case 'tabular-regression':
      return { epochsMin: evaluatedEpochs(spec), seconds: spread(tableSeconds(spec, trainRows)) };
    case 'recommendation':
      return { epochsMin: evaluatedEpochs(spec), seconds: spread(interactionSeconds(spec, trainRows)) };
  }
}

/** Two operations for each multiplication, there and twice back; an adapter's own small maps take what it saves there. */
function paceOfTuning(
  spec: EncoderClassifierSpec | VisionClassifierSpec,
  { passes, each }: { passes: number; each: number },
): Pace {
  const operations = 6 * each;
  const secondsAt = (pace: 'low' | 'high') => passes / examplesPerSecond[pace] + operations / floatsPerSecond[pace];
  return { epochsMin: evaluatedEpochs(spec), seconds: { low: secondsAt('high'), high: secondsAt('low') } };
}

/** Small steps cost what they start, whatever is in them; an embedding is an operation of its own there and back. */
function tableSeconds({ columns, hiddenSizes, batchSize }: TabularSpec, rows: number): number {
  const steps = Math.ceil(Math.max(1, rows) / batchSize);
  const categories = columns.filter(({ role }) => role === 'categorical').length;
  const units = hiddenSizes.reduce((sum, size) => sum + size, 0);
  return steps * (0.004 + 0.0012 * categories) + rows * (2.5e-6 + 1e-7 * units + 5e-8 * columns.length);
}

function interactionSeconds({ factors, negatives, batchSize }: RecommenderSpec, rows: number): number {
  const steps = Math.ceil(Math.max(1, rows) / batchSize);
  return steps * 0.004 + rows * (2e-6 + (1 + negatives) * factors * 4e-8);
}

/** From two free cores to two that others use. */
function spread(seconds: number): { low: number; high: number } {
  return { low: 0.7 * seconds, high: 4 * seconds };
}

/** Counted in the tokens of its own vocabulary, which are smaller than those of the bill. */
function paceFromScratch(spec: LanguageModelSpec, tokens: number): Pace {
  const own = ownTokens(spec.vocabulary, tokens);
  const perToken = 6 * languageModelSize(spec).parameters;
  const secondsAt = (pace: 'low' | 'high') =>
    own * (1 / scratchTokensPerSecond[pace] + perToken / scratchFloatsPerSecond[pace]);
  return { epochsMin: evaluatedEpochs(spec), seconds: { low: secondsAt('high'), high: secondsAt('low') } };
}

/** Epochs until as many evaluations as early stop waits for. */
function evaluatedEpochs(spec: { earlyStopPatience: number; evaluationsPerEpoch: number }): number {
  return Math.max(1, Math.floor(spec.earlyStopPatience / spec.evaluationsPerEpoch) + 1);
}

// Seen on two processor cores (docs/benchmarks.md); a GPU is faster.
/** One LSTM direction of 64 units over embeddings of 64. */
const lstmTokensPerSecond = { low: 15_000, high: 90_000 };
/** What a language model without parameters would do: the cost of its many small steps. */
const languageTokensPerSecond = { low: 1_200, high: 4_000 };
/** Of large matrices. A token takes 6 for each parameter, 4 where the base stands still (Chowdhery et al. 2022, appendix B). */
const floatsPerSecond = { low: 40e9, high: 150e9 };
/** What a checkpoint without parameters would do with texts or images: the cost of its many small steps. */
const examplesPerSecond = { low: 40, high: 300 };
/** Of 32×32 pixels. */
const imagesPerSecond = { low: 250, high: 2_500 };
/** What a language model from scratch would do without parameters, and of its small matrices. */
const scratchTokensPerSecond = { low: 8_000, high: 25_000 };
const scratchFloatsPerSecond = { low: 12e9, high: 60e9 };
