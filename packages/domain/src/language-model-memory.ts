import { type CausalLmSize, type CausalLmTrainingBytes, causalLmTrainingBytes } from './causal-lm-memory.ts';
import { countOf } from './count-of.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam } from './hyperparameter-names.ts';
import type { LanguageModelSpec, LlamaLanguageModelSpec, LstmLanguageModelSpec } from './language-model-spec.ts';

/** Tokens of a vocabulary of bytes, those that no text holds included. */
const bytesVocabulary = 256 + 3;

/** The numbers of a model from scratch that its memory and its time depend on. */
export function languageModelSize(
  spec: LanguageModelSpec,
  vocabularySize = spec.vocabulary.kind === 'bytes' ? bytesVocabulary : spec.vocabulary.size,
): CausalLmSize {
  const { contextLength, hiddenSize, layers } = spec;
  const { width, perLayer, rest, heads, linearOutputs, largest } = spec.kind === 'lstm' ? ofLstm(spec) : ofLlama(spec);
  const tables = vocabularySize * (width + (spec.isHeadTied ? 0 : hiddenSize));
  return {
    ...{ contextLength, hiddenSize, layers, heads, vocabularySize, linearOutputs },
    parameters: tables + perLayer * layers + rest,
    loraRankSize: 0,
    largestParameter: Math.max(largest, vocabularySize * Math.max(width, hiddenSize)),
  };
}

/** A kernel over input and state for four gates. It has no linear maps of its own: what its layers keep is in their width. */
function ofLstm({ embeddingSize, hiddenSize, layers }: LstmLanguageModelSpec) {
  const kernel = (width: number) => (width + hiddenSize) * 4 * hiddenSize;
  const first = kernel(embeddingSize);
  const others = (layers - 1) * kernel(hiddenSize);
  return {
    ...{ width: embeddingSize, perLayer: 4 * hiddenSize, rest: first + others, heads: 1, linearOutputs: 0 },
    largest: layers === 1 ? first : Math.max(first, kernel(hiddenSize)),
  };
}

function ofLlama({ hiddenSize, intermediateSize, layers, heads, kvHeads }: LlamaLanguageModelSpec) {
  const keys = (hiddenSize / heads) * kvHeads;
  const outputs = 2 * hiddenSize + 2 * keys + 2 * intermediateSize + hiddenSize;
  const inner = 3 * hiddenSize * intermediateSize;
  return {
    ...{ width: hiddenSize, heads, linearOutputs: outputs * layers },
    perLayer: 2 * hiddenSize * (hiddenSize + keys) + inner + 2 * hiddenSize,
    rest: hiddenSize,
    largest: hiddenSize * Math.max(hiddenSize, intermediateSize),
  };
}

/** The memory that training one needs. */
export function languageModelTrainingBytes(spec: LanguageModelSpec, vocabularySize?: number): CausalLmTrainingBytes {
  const { microBatchRows, contextLength } = spec;
  const settings = { method: { kind: 'full' as const }, microBatchRows, maxTokens: contextLength, isRecomputed: false };
  return causalLmTrainingBytes(languageModelSize(spec, vocabularySize), settings);
}

/** @throws AppError `invalid_value` with the numbers and what to do, when a step would not fit. */
export function checkLanguageModelMemory(
  spec: LanguageModelSpec,
  { bytesMax, vocabularySize }: { bytesMax: number; vocabularySize?: number },
): void {
  const { total, weights, gradients, optimizer, activations } = languageModelTrainingBytes(spec, vocabularySize);
  if (total <= bytesMax) return;
  const { microBatchRows: rows, contextLength, hiddenSize, layers } = spec;
  throw new AppError(
    'invalid_value',
    `A training step would take ${amount(total)} of memory and may take ${amount(bytesMax)}: ${amount(weights + gradients + optimizer)} for the weights, gradients and optimizer, ${amount(activations)} for ${countOf(rows, 'window')} of ${contextLength} tokens. ` +
      `Lower max_tokens (${contextLength}), hidden_size (${hiddenSize}), layers (${layers}) or vocabulary_size.`,
    { param: hyperparameterParam('max_tokens') },
  );
}

function amount(bytes: number): string {
  return bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
