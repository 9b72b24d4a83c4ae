import type { CheckpointFacts } from './base-model.ts';
import { count, planClassifierTuning, type TuningReasons } from './classifier-tuning-plan.ts';
import type { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { checkClassifierMemory, classifierTrainingBytes, fitClassifierRows } from './tuned-classifier-memory.ts';

export interface TextTuningData {
  trainRows: number;
  /** Words of the training texts, as the report counts them. */
  trainTokens: number;
  labels: number;
}

/** Pieces of words that a tokenizer makes of a word of the report, punctuation and rare words counted. */
export const piecesPerWord = 1.4;
/** Most that is suggested; longer has to be asked for, as attention grows with the square. */
const tokensSuggestedMax = 512;
/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take a part. */
const stepBytesMax = 3e9;
/** Ids of a row are numbers of JavaScript while they wait. */
const bytesPerToken = 8;

/** Numbers of a text classifier that is tuned from an encoder: what was asked for, else what suits the data and the model. */
export function resolveEncoderClassifier(
  asked: Hyperparameters,
  facts: CheckpointFacts,
  data: TextTuningData & { seed: number },
): { spec: EncoderClassifierSpec; reasons: TuningReasons } {
  const { tuning, reasons } = planClassifierTuning(asked, facts, { ...data, noun: 'text' });
  const rows = Math.max(1, data.trainRows);
  const mean = (data.trainTokens / rows) * piecesPerWord;
  const context = facts.contextLength ?? tokensSuggestedMax;
  const wanted = Math.max(16, Math.ceil((mean * 2) / 16) * 16);
  const suggested = Math.max(8, Math.min(context, tokensSuggestedMax, wanted));
  const maxTokens = asked.max_tokens === 'auto' ? suggested : asked.max_tokens;
  if (maxTokens > context)
    throw new AppError('invalid_value', `The model reads ${context} tokens; max_tokens is ${maxTokens}. Lower it.`, {
      param: hyperparameterParam('max_tokens'),
    });
  const settings = {
    method: tuning.method,
    batchSize: tuning.batchSize,
    labels: data.labels,
    example: { positions: maxTokens, convolved: 0 },
    dataBytes: Math.ceil(data.trainTokens * piecesPerWord * bytesPerToken),
  };
  const microBatchRows = fitClassifierRows(facts, { ...settings, bytesMax: stepBytesMax });
  checkClassifierMemory(classifierTrainingBytes(facts, { ...settings, microBatchRows }), {
    bytesMax: stepBytesMax,
    method: tuning.method,
    noun: 'text',
  });
  const spec: EncoderClassifierSpec = {
    task: 'text-classification',
    kind: 'encoder',
    ...tuning,
    microBatchRows,
    maxTokens,
  };
  return {
    spec,
    reasons: {
      ...reasons,
      maxTokens:
        suggested < wanted
          ? `A text has about ${count(Math.round(mean), 'token')} on average; the model reads ${context} at once, and longer texts lose their end.`
          : `A text has about ${count(Math.round(mean), 'token')} on average; the few that have more than twice as many lose their end.`,
      microBatchRows: `${count(microBatchRows, 'text')} at once ${microBatchRows < tuning.batchSize ? 'is what fits into the memory' : 'fit into the memory'}.`,
    },
  };
}
