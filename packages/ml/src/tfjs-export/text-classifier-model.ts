import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { wordPattern } from '@modelmint/domain/split-words';
import { directionsOf } from '../text-classifier/parameters.ts';
import { paddingId } from '../text-classifier/vocabulary.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { type LayersModel, LayersModelBuilder, type LayerWeight, zeros } from './layers-model.ts';
import { openNamedWeights } from './named-weight.ts';

export interface TextClassifierParts {
  spec: TextClassifierSpec;
  labels: readonly string[];
  weights: readonly NamedWeights[];
}

/** Shuts an input gate for good: σ(−100) is 0 in float32 sums. */
const shut = -100;
/** Below any output of an LSTM, which lies in (−1, 1). */
const hidden = -4;
/** Makes e^x 0. */
const never = -1e4;

/**
 * From ids of words [batch, time], padded at the end with 0, to probabilities of the labels. TensorFlow.js pools over padding
 * too, so the embedding tells by one more number what is padding: it keeps an LSTM that reads backward, and begins with the
 * padding, at its zero state, and takes padding out of the pool.
 */
export function textClassifierModel({ spec, labels, weights }: TextClassifierParts): LayersModel {
  const model = new LayersModelBuilder();
  const weight = openNamedWeights(weights);
  const ids = model.input('ids', [null], 'int32');
  const isMasked = spec.pooling === 'last';
  const table = isMasked ? weight('embedding.weight') : markPadding(weight('embedding.weight'));
  const config = { input_dim: table.shape[0], output_dim: table.shape[1], mask_zero: isMasked, input_length: null };
  const words = model.layer('Embedding', config, { name: 'words', inputs: [ids], weights: { embeddings: table } });
  const states = addLstm(model, words, { spec, weight, isMasked });
  const pooled = pool(model, { spec, words, states, width: table.shape[1] ?? 1 });
  const { values } = weight('output.bias');
  const head = { kernel: weight('output.weight'), bias: { shape: [values.length], values } };
  const output = model.dense('probabilities', pooled, { ...head, activation: 'softmax' });
  return model.finish([output], {
    task: spec.task,
    labels,
    maxTokens: spec.maxTokens,
    wordPattern: wordPattern.source,
  });
}

/** One more number a word: 1 for padding. */
function markPadding({ shape: [words = 0, size = 0], values }: LayerWeight): LayerWeight {
  const marked = new Float32Array(words * (size + 1));
  for (let word = 0; word < words; word++)
    marked.set(values.subarray(word * size, (word + 1) * size), word * (size + 1));
  marked[paddingId * (size + 1) + size] = 1;
  return { shape: [words, size + 1], values: marked };
}

interface LstmOptions {
  spec: TextClassifierSpec;
  weight: (name: string) => LayerWeight;
  isMasked: boolean;
}

/** One way, or both ways side by side. */
function addLstm(model: LayersModelBuilder, words: string, { spec, weight, isMasked }: LstmOptions): string {
  const config = {
    ...{ units: spec.hiddenSize, activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true },
    ...{ unit_forget_bias: false, return_sequences: !isMasked, ...zeros },
  };
  const weightsOf = (direction: string) =>
    lstmWeights(weight(`${direction}.kernel`), weight(`${direction}.bias`), { spec, isMasked });
  const part = { name: 'lstm', inputs: [words] };
  if (!spec.isBidirectional) return model.layer('LSTM', config, { ...part, weights: weightsOf('forward') });
  const weights = directionsOf(spec).flatMap((direction) =>
    Object.entries(weightsOf(direction)).map(([name, one]) => [`${direction}_cells/${name}`, one]),
  );
  const layer = { class_name: 'LSTM', config: { name: 'cells', trainable: true, ...config } };
  return model.layer(
    'Bidirectional',
    { layer, merge_mode: 'concat' },
    { ...part, weights: Object.fromEntries(weights) },
  );
}

/** From gates in the order input, cell, forget, output to Keras's input, forget, cell, output. */
function lstmWeights(
  { shape: [rows = 0, columns = 0], values }: LayerWeight,
  bias: LayerWeight,
  { spec, isMasked }: Pick<LstmOptions, 'spec' | 'isMasked'>,
) {
  const { embeddingSize, hiddenSize } = spec;
  const ordered = (row: Float32Array) => {
    const gate = (index: number) => row.subarray(index * hiddenSize, (index + 1) * hiddenSize);
    return [gate(0), gate(2), gate(1), gate(3)];
  };
  const rowsOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) =>
      ordered(values.subarray((from + i) * columns, (from + i + 1) * columns)),
    );
  const ofMark = new Float32Array(columns).fill(shut, 0, hiddenSize);
  const kernel = [...rowsOf(0, embeddingSize).flat(), ...(isMasked ? [] : [ofMark])];
  return {
    kernel: { shape: [embeddingSize + (isMasked ? 0 : 1), columns], values: joinFloats(kernel) },
    recurrent_kernel: { shape: [hiddenSize, columns], values: joinFloats(rowsOf(embeddingSize, rows).flat()) },
    bias: { shape: [columns], values: joinFloats(ordered(bias.values)) },
  };
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

interface PoolOptions {
  spec: TextClassifierSpec;
  words: string;
  /** Of a word, the mark included. */
  width: number;
  states: string;
}

/** One vector for each text from the outputs over time, of which padding is no part. */
function pool(model: LayersModelBuilder, { spec, words, width, states }: PoolOptions): string {
  const units = directionsOf(spec).length * spec.hiddenSize;
  const ofMark = (name: string, size: number, value: number) => {
    const values = new Float32Array(width * size).fill(value, (width - 1) * size);
    return model.dense(name, words, { kernel: { shape: [width, size], values } }); // [batch, time, size]
  };
  if (spec.pooling === 'last') return states;
  if (spec.pooling === 'max') {
    const shown = { name: 'shown', inputs: [states, ofMark('padding_offset', units, hidden)] };
    return model.layer('GlobalMaxPooling1D', {}, { name: 'highest', inputs: [model.layer('Add', {}, shown)] });
  }
  const marks = { name: 'marks', inputs: [ofMark('padding_never', 1, never)] };
  const turned = model.layer('Permute', { dims: [2, 1] }, marks); // softmax works on the last axis only
  const share = model.layer('Softmax', { axis: -1 }, { name: 'share', inputs: [turned] }); // [batch, 1, time]
  const sum = model.layer('Dot', { axes: [1, 2], normalize: false }, { name: 'sum', inputs: [states, share] });
  return model.layer('Flatten', {}, { name: 'mean', inputs: [sum] });
}
