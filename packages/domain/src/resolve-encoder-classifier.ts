import type { CheckpointFacts } from './base-model.ts';
import { planClassifierTuning, type TuningReasons } from './classifier-tuning-plan.ts';
import { countOf } from './count-of.ts';
import type { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { checkClassifierMemory, classifierTrainingBytes, fitClassifierRows } from './tuned-classifier-memory.ts';

export interface TextTuningData {
  trainRows: number;
  /** Words of the training texts, as the report counts them. */
  trainTokens: number;
  /** So many words have nearly all texts at most. */
  longWords: number;
  labels: number;
}

/** Pieces of words that a tokenizer makes of a word of the report, punctuation and rare words counted. */
export const piecesPerWord = 1.4;
/** Those that a tokenizer puts around a text. */
const tokensAround = 2;
/** Most that is suggested; longer has to be asked for, as attention grows with the square. */
const tokensSuggestedMax = 512;
/** It is not lowered further by itself, only to fit. */
const tokensFittedMin = 64;
/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take some 0.4. */
const stepBytesMax = 3.6e9;
/** Ids of a row are numbers of JavaScript while they wait. */
const bytesPerToken = 8;

/** Numbers of a text classifier that is tuned from an encoder: what was asked for, else what suits the data and the model. */
export function resolveEncoderClassifier(
  asked: Hyperparameters,
  facts: CheckpointFacts,
  data: TextTuningData & { seed: number },
): { spec: EncoderClassifierSpec; reasons: TuningReasons } {
  const { tuning, reasons } = planClassifierTuning(asked, facts, { ...data, noun: 'text' });
  const { method, batchSize } = tuning;
  const settingsAt = (maxTokens: number) => ({
    ...{ method, batchSize, labels: data.labels, example: { positions: maxTokens, convolved: 0 } },
    dataBytes: Math.ceil(data.trainTokens * piecesPerWord * bytesPerToken),
  });
  const fits = (maxTokens: number) =>
    classifierTrainingBytes(facts, { ...settingsAt(maxTokens), microBatchRows: 1 }).total <= stepBytesMax;
  const length = chooseLength(asked, { facts, data, fits });
  const { maxTokens } = length;
  const settings = settingsAt(maxTokens);
  const microBatchRows = fitClassifierRows(facts, { ...settings, bytesMax: stepBytesMax });
  const bytes = classifierTrainingBytes(facts, { ...settings, microBatchRows });
  checkClassifierMemory(bytes, { bytesMax: stepBytesMax, method, noun: 'text', rows: microBatchRows });
  const rows = countOf(microBatchRows, 'text');
  return {
    spec: { task: 'text-classification', kind: 'encoder', ...tuning, microBatchRows, maxTokens },
    reasons: {
      ...reasons,
      maxTokens: length.reason,
      microBatchRows:
        microBatchRows < batchSize
          ? `${rows} at once is what fits into the memory.`
          : `${rows} at once fit into the memory.`,
    },
  };
}

interface LengthOptions {
  facts: CheckpointFacts;
  data: TextTuningData;
  /** Whether one text of so many tokens does. */
  fits(maxTokens: number): boolean;
}

/** As long as nearly all texts are, as far as model and memory allow. */
function chooseLength(
  asked: Hyperparameters,
  { facts, data, fits }: LengthOptions,
): { maxTokens: number; reason: string } {
  const context = facts.contextLength ?? tokensSuggestedMax;
  const given = asked.max_tokens;
  if (given !== 'auto' && given > context)
    throw new AppError('invalid_value', `The model reads ${context} tokens; max_tokens is ${given}. Lower it.`, {
      param: hyperparameterParam('max_tokens'),
    });
  const wanted = Math.max(16, Math.ceil((data.longWords * piecesPerWord + tokensAround) / 8) * 8);
  let suggested = Math.max(8, Math.min(context, tokensSuggestedMax, wanted));
  while (suggested > tokensFittedMin && !fits(suggested)) suggested -= 8;
  const mean = (data.trainTokens / Math.max(1, data.trainRows)) * piecesPerWord;
  const average = countOf(Math.round(mean), 'token');
  const long = countOf(wanted, 'token');
  const reason =
    suggested >= wanted
      ? `A text has about ${average} on average, and nearly all have at most ${countOf(suggested, 'token')}.`
      : !fits(Math.min(suggested + 8, context))
        ? `A text has about ${average} on average, long ones about ${long}; ${suggested} fit into the memory, and what is longer loses its end.`
        : context > suggested
          ? `A text has about ${average} on average, long ones about ${long}; ${suggested} are read, as more would take long, and what is longer loses its end.`
          : `A text has about ${average} on average, long ones about ${long}; the model reads ${context} at once, and what is longer loses its end.`;
  return { maxTokens: given === 'auto' ? suggested : given, reason };
}
