import { AppError } from '@modelmint/domain/errors';
import type { EncoderArchitecture, EncoderShape } from '../architectures/architecture.ts';
import { readConfigFile } from '../checkpoint/open-checkpoint.ts';
import { type PassLimits, planTextBatches } from '../encoder/plan-text-batches.ts';
import { textBatch } from '../encoder/text-batch.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import { type EncodedRows, encodeRows, lengthOf } from '../text-classifier/encoded-rows.ts';
import { batchCount, planTrainingBatches } from '../text-classifier/plan-batches.ts';
import { readRows } from '../text-classifier/read-rows.ts';
import { checkVocabulary } from '../tokenizer/check-vocabulary.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { describeBase } from './classifier-base.ts';
import type { ClassifierRows } from './classifier-rows.ts';
import type { TextCounts, TrainEncoderClassifierOptions, TunedClassifier } from './classifier-training.ts';
import { tuneClassifier } from './tune-classifier.ts';

/**
 * Tunes a BERT, DistilBERT or RoBERTa to tell labels of texts, in full, with LoRA, or its head alone, and keeps the weights with
 * the lowest validation loss. The head is made anew for the labels, unless the checkpoint's are the same. Texts of like length
 * share a step and are padded to the longest of a pass. The same seed, data and machine give the same weights bit for bit, also
 * when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `invalid_file` for a base that cannot be used; `dataset_invalid` for rows that are none; `invalid_value` for
 * more tokens than the model reads, or modules that it lacks; `invalid_state` when the loss is not
 * finite, or the checkpoint is damaged or of another run.
 */
export async function trainEncoderClassifier(
  options: TrainEncoderClassifierOptions,
): Promise<TunedClassifier & { data: { train: TextCounts; validation: TextCounts } }> {
  const { modelFolder, spec, labels } = options;
  const json = await readConfigFile(modelFolder);
  const { architecture, config, base } = describeBase(json, { kind: 'encoder', labels });
  if (spec.maxTokens > config.contextLength)
    throw new AppError(
      'invalid_value',
      `maxTokens is ${spec.maxTokens}, and the model reads at most ${config.contextLength} tokens: lower maxTokens to that`,
      { param: 'maxTokens' },
    );
  const tokenizer = await loadTokenizer(modelFolder);
  checkVocabulary(tokenizer, config.vocabSize);
  const train = await readTexts(options.trainPath, { tokenizer, labels, tokensMax: spec.maxTokens });
  const validation = await readTexts(options.validationPath, { tokenizer, labels, tokensMax: spec.maxTokens });
  // An evaluation takes no more at once than a step.
  const limits = { tokensMax: spec.microBatchRows * spec.maxTokens, rowsMax: 64 };
  const padId = padIdOf(json.pad_token_id, config);
  const open = (rows: EncodedRows) => openTexts(rows, { architecture, config, padId, limits });
  const tuned = await tuneClassifier({
    options,
    spec,
    base,
    train: open(train.rows),
    validation: open(validation.rows),
    plan: planTexts(train.rows, spec),
    numbers: [train.rows, validation.rows].flatMap(({ tokens, starts, labels }) => [tokens, starts, labels]),
    countOf: (chosen) => chosen.reduce((sum, row) => sum + lengthOf(train.rows, row), 0),
  });
  return { ...tuned, data: { train: countsOf(train), validation: countsOf(validation) } };
}

interface ReadTexts {
  rows: EncodedRows;
  /** Texts that lost their end. */
  cut: number;
}

/** A text over the limit loses its end; its last token, which closes it, stays. */
async function readTexts(
  file: string,
  { tokenizer, labels, tokensMax }: { tokenizer: Tokenizer; labels: readonly string[]; tokensMax: number },
): Promise<ReadTexts> {
  let cut = 0;
  const encode = (text: string): number[] => {
    const ids = tokenizer.encode(text);
    if (ids.length <= tokensMax) return ids;
    cut += 1;
    return [...ids.slice(0, tokensMax - 1), ...ids.slice(-1)];
  };
  const rows = await encodeRows(readRows(file, labels), { vocabulary: { encode }, tokensMax });
  const empty = rows.labels.findIndex((_, row) => lengthOf(rows, row) === 0);
  if (empty >= 0) throw new AppError('dataset_invalid', `row ${empty + 1}: the text has no tokens`);
  return { rows, cut };
}

function countsOf({ rows, cut }: ReadTexts): TextCounts {
  return { texts: rows.count, tokens: rows.tokens.length, cut };
}

function padIdOf(padId: unknown, { vocabSize }: EncoderShape): number {
  return typeof padId === 'number' && padId < vocabSize ? padId : 0;
}

interface OpenTextsOptions {
  architecture: EncoderArchitecture;
  config: EncoderShape;
  padId: number;
  limits: PassLimits;
}

function openTexts(rows: EncodedRows, { architecture, config, padId, limits }: OpenTextsOptions): ClassifierRows {
  const textOf = (row: number) => ({ ids: [...rows.tokens.subarray(rows.starts[row], rows.starts[row + 1])] });
  return {
    count: rows.count,
    labels: rows.labels,
    logits: (scope, chosen) => {
      const input = textBatch(scope.tf, [...chosen].map(textOf), padId);
      return architecture.classify(scope, config, architecture.hiddenStates(scope, config, input));
    },
    passes: () => {
      const lengths = Array.from(rows.labels, (_, row) => lengthOf(rows, row));
      return planTextBatches(lengths, limits).map((batch) => Int32Array.from(batch));
    },
  };
}

/** Texts of like length share a step. */
function planTexts(rows: EncodedRows, { batchSize, seed }: { batchSize: number; seed: number }): RowPlan {
  const stepsPerEpoch = batchCount(rows.count, batchSize);
  let [batches, planned]: [Int32Array[], number] = [[], -1];
  return {
    stepsPerEpoch,
    rowsOf: (step) => {
      const epoch = Math.floor((step - 1) / stepsPerEpoch);
      if (epoch !== planned) {
        batches = planTrainingBatches(rows, { batchSize, seed, epoch });
        planned = epoch;
      }
      return batches[(step - 1) % stepsPerEpoch] ?? new Int32Array();
    },
  };
}
