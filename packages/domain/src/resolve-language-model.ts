import { countOf } from './count-of.ts';
import { AppError } from './errors.ts';
import { type HyperparameterName, hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { checkLanguageModelMemory, languageModelTrainingBytes } from './language-model-memory.ts';
import {
  LanguageModelSpec,
  type LlamaLanguageModelSpec,
  type LstmLanguageModelSpec,
  suggestLanguageModelSpec,
} from './language-model-spec.ts';
import { charactersPerToken, ownTokens } from './own-tokens.ts';

export interface ScratchTextData {
  trainRows: number;
  /** By the estimate of the report. */
  trainTokens: number;
}

/** Why a setting has its value, by the name that the spec has for it. */
export type ScratchReasons = Partial<Record<keyof LstmLanguageModelSpec | keyof LlamaLanguageModelSpec, string>>;

/** About 1,000 characters: from less, nothing but the most frequent letters is learned. */
const trainTokensMin = 400;
/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take a part. */
const bytesMax = 3.2e9;
const textBytesMax = 2e9;
/** An id and a weight of 4 bytes each; twice while they are collected. */
const bytesPerToken = 16;
const noun = 'A language model from scratch';

type Given = ScratchTextData & { seed: number };

/** Numbers of a language model from scratch: what was asked for, else what suits the data and the memory. */
export function resolveLanguageModel(
  asked: Hyperparameters,
  kind: LanguageModelSpec['kind'],
  data: Given,
): { spec: LanguageModelSpec; reasons: ScratchReasons } {
  const { trainTokens, seed } = data;
  refuseLittle(data);
  needAtMost(asked, 'batch_size', { most: 256, noun });
  needAtMost(asked, 'max_tokens', { most: 1_024, noun });
  needAtMost(asked, 'vocabulary_size', { most: 65_536, noun });
  const suggested = suggestLanguageModelSpec(kind, { trainCharacters: trainTokens * charactersPerToken, seed });
  const vocabulary = vocabularyOf(asked.vocabulary_size, suggested.vocabulary);
  const contextLength = value(asked.max_tokens, suggested.contextLength);
  const windows = countWindows({ vocabulary, contextLength }, data);
  const batchSize = batchSizeOf(asked.batch_size, { suggested, windows, contextLength });
  const common = {
    vocabulary,
    contextLength,
    epochs: value(asked.n_epochs, suggested.epochs),
    batchSize,
    microBatchRows: batchSize,
    learningRate: Math.min(1, suggested.learningRate * value(asked.learning_rate_multiplier, 1)),
    warmupRatio: value(asked.warmup_ratio, suggested.warmupRatio),
    weightDecay: value(asked.weight_decay, suggested.weightDecay),
    labelSmoothing: value(asked.label_smoothing, suggested.labelSmoothing),
    earlyStopPatience: value(asked.early_stop_patience, suggested.earlyStopPatience),
  };
  const sized = suggested.kind === 'lstm' ? sizeLstm(asked, suggested) : sizeLlama(asked, suggested);
  const stepBytesMax = bytesMax - needTextBytes(vocabulary, trainTokens);
  const spec = fitRows(LanguageModelSpec.parse({ ...sized, ...common }), stepBytesMax);
  checkLanguageModelMemory(spec, { bytesMax: stepBytesMax });
  return { spec, reasons: explain(spec, { ...data, windows }) };
}

const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);

function refuse(name: HyperparameterName, message: string): AppError {
  return new AppError('invalid_value', message, { param: hyperparameterParam(name) });
}

function refuseLittle({ trainTokens }: Given): void {
  if (trainTokens >= trainTokensMin) return;
  throw new AppError(
    'invalid_value',
    `The training texts have about ${countOf(trainTokens, 'token')}; a language model from scratch needs at least ${trainTokensMin}. ` +
      'Upload more text, or tune an imported base model.',
    { param: 'training_file' },
  );
}

/** The texts stand in memory as tokens. */
function needTextBytes(vocabulary: LanguageModelSpec['vocabulary'], trainTokens: number): number {
  const bytes = ownTokens(vocabulary, trainTokens) * bytesPerToken;
  if (bytes <= textBytesMax) return bytes;
  const gigabytes = (amount: number) => `${(amount / 1e9).toFixed(1)} GB`;
  throw new AppError(
    'invalid_value',
    `The training texts have about ${countOf(trainTokens, 'token')}, which take ${gigabytes(bytes)} of memory and may take ${gigabytes(textBytesMax)}. ` +
      (vocabulary.kind === 'bytes' ? 'Upload less text, or take a learned vocabulary.' : 'Upload less text.'),
    { param: 'training_file' },
  );
}

/** 256 stands for bytes as they are, as nothing has to be learned for them. */
function vocabularyOf(asked: 'auto' | number, suggested: LanguageModelSpec['vocabulary']) {
  if (asked === 'auto') return suggested;
  if (asked === 256) return { kind: 'bytes' as const };
  if (asked < 300)
    throw refuse(
      'vocabulary_size',
      `${noun} has a vocabulary_size of 256, which are bytes, or of 300 to 65,536 learned tokens; ${asked} was asked for.`,
    );
  return { kind: 'bpe' as const, size: asked };
}

type Windowed = Pick<LanguageModelSpec, 'vocabulary' | 'contextLength'>;

/** About how many windows the texts are cut into: at least one for each row. */
function countWindows({ vocabulary, contextLength }: Windowed, { trainRows, trainTokens }: ScratchTextData): number {
  return Math.max(trainRows, Math.ceil(ownTokens(vocabulary, trainTokens) / (contextLength - 1)));
}

/** A small set gets smaller batches, so that an epoch has some steps. */
function batchSizeOf(
  asked: 'auto' | number,
  { suggested, windows, contextLength }: { suggested: LanguageModelSpec; windows: number; contextLength: number },
): number {
  const most = 2 ** Math.floor(Math.log2(Math.max(1, windows / 8)));
  if (asked === 'auto') return Math.min(suggested.batchSize, most);
  if (asked <= windows) return asked;
  throw refuse(
    'batch_size',
    `A batch of ${asked} is larger than the ${countOf(windows, 'window')} of ${contextLength} tokens that the training texts make. ` +
      'Lower batch_size or max_tokens.',
  );
}

function sizeLstm(asked: Hyperparameters, suggested: LstmLanguageModelSpec): LstmLanguageModelSpec {
  const layers = layersOf(asked.layers, { suggested: suggested.layers, most: 2, name: 'An LSTM language model' });
  // The head is the embedding turned round, so both are as wide as the layers.
  const hiddenSize = value(asked.hidden_size, suggested.hiddenSize);
  return {
    ...suggested,
    ...{ layers, hiddenSize, embeddingSize: hiddenSize, dropout: value(asked.dropout, suggested.dropout) },
  };
}

function sizeLlama(asked: Hyperparameters, suggested: LlamaLanguageModelSpec): LlamaLanguageModelSpec {
  if (asked.dropout !== 'auto')
    throw refuse('dropout', 'The small Llama has no dropout: leave it out, or train a language-model-lstm.');
  const layers = layersOf(asked.layers, { suggested: suggested.layers, most: 8, name: 'A small Llama' });
  const hiddenSize = value(asked.hidden_size, suggested.hiddenSize);
  if (hiddenSize === suggested.hiddenSize) return { ...suggested, layers };
  if (hiddenSize % 2 !== 0)
    throw refuse(
      'hidden_size',
      `A small Llama turns pairs of numbers, so its hidden_size is even: take ${hiddenSize - 1} or ${hiddenSize + 1} instead of ${hiddenSize}.`,
    );
  const heads = headsOf(hiddenSize);
  return {
    ...suggested,
    ...{ layers, hiddenSize, heads, kvHeads: heads % 2 === 0 ? heads / 2 : heads },
    intermediateSize: Math.ceil((hiddenSize * 8) / 3 / 32) * 32,
  };
}

/** As many as leave 32 numbers or more to each, an even count of them. */
function headsOf(hiddenSize: number): number {
  let heads = Math.max(1, Math.floor(hiddenSize / 32));
  while (hiddenSize % (2 * heads) !== 0) heads--;
  return heads;
}

function layersOf(
  asked: 'auto' | number,
  { suggested, most, name }: { suggested: number; most: number; name: string },
): number {
  const layers = value(asked, suggested);
  if (layers >= 1 && layers <= most) return layers;
  throw refuse('layers', `${name} has 1 to ${most} layers, and ${layers} were asked for.`);
}

/** As many rows at once as fit. */
function fitRows(spec: LanguageModelSpec, stepBytesMax: number): LanguageModelSpec {
  let microBatchRows = spec.batchSize;
  while (microBatchRows > 1 && languageModelTrainingBytes({ ...spec, microBatchRows }).total > stepBytesMax)
    microBatchRows = Math.ceil(microBatchRows / 2);
  return { ...spec, microBatchRows };
}

function explain(spec: LanguageModelSpec, { trainTokens, windows }: Given & { windows: number }): ScratchReasons {
  const { epochs, batchSize, microBatchRows, contextLength, vocabulary, layers, hiddenSize } = spec;
  const amount = `about ${trainTokens.toLocaleString('en-US')} tokens`;
  const steps = Math.ceil(windows / batchSize) * epochs;
  return {
    epochs: `${countOf(epochs, 'pass')} over ${amount}: little text has to be read more often.`,
    batchSize: `${countOf(batchSize, 'window')} per step gives about ${countOf(steps, 'step')}; larger batches would leave fewer.`,
    microBatchRows: `${countOf(microBatchRows, 'window')} of ${contextLength} tokens at once is what fits into the memory.`,
    contextLength: `Texts are cut into about ${countOf(windows, 'window')} of ${contextLength} tokens, which is as far as ${amount} teach a model to look back.`,
    vocabulary:
      vocabulary.kind === 'bytes'
        ? `From ${amount} no larger tokens can be learned, so the model reads bytes.`
        : `${countOf(vocabulary.size, 'token')} learned from the texts: enough for ${amount}, and few enough to see each often.`,
    hiddenSize: `${hiddenSize} is as wide as ${amount} can fill.`,
    layers: `${countOf(layers, 'layer')} for ${amount}: more would learn them by heart.`,
  };
}
