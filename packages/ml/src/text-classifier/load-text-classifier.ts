import path from 'node:path';
import { splitWords } from '@modelmint/domain/split-words';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { softmax } from '../metrics/softmax.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { makeBatch } from './make-batch.ts';
import { readConfig, readVocabulary } from './model-config.ts';
import { openNetwork } from './network.ts';
import { planEvaluationBatches } from './plan-batches.ts';
import { checkParameters, modelFile } from './trained-state.ts';

export interface LabelScore {
  label: string;
  /** A probability; all labels of a text sum to 1. */
  score: number;
}

export interface LoadedTextClassifier {
  labels: readonly string[];
  /** The `topK` likeliest labels per text, best first. Blocks the event loop meanwhile. */
  classify(texts: readonly string[], topK: number): LabelScore[][];
  /** What a text counts for: its words, as far as the model reads; at least 1. */
  countTokens(text: string): number;
  /** Memory that the weights take. */
  bytes: number;
  dispose(): void;
}

/** Texts of one pass; more take turns, so that memory stays flat. */
const batchSize = 32;

/**
 * Loads what `trainTextClassifier` wrote as its artifact.
 *
 * @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the others.
 */
export async function loadTextClassifier(options: { engine: Engine; folder: string }): Promise<LoadedTextClassifier> {
  const { engine, folder } = options;
  const { tf } = engine;
  const { spec, labels } = await readConfig(folder);
  const vocabulary = await readVocabulary(folder);
  const shape = { spec, words: vocabulary.size, labels: labels.length };
  const weights = checkParameters(await readSafetensors(path.join(folder, modelFile)), shape, modelFile);
  const network = openNetwork(engine, shape);
  const parameters = new Map(weights.map((one) => [one.name, toTensor<Tensor2D>(tf, one)]));

  function classify(texts: readonly string[], topK: number): LabelScore[][] {
    const results = new Array<LabelScore[]>(texts.length);
    const rows = encodeTexts(texts.map((text) => vocabulary.encode(text, spec.maxTokens)));
    for (const chosen of planEvaluationBatches(rows, batchSize)) {
      const logits = tf.tidy(() => network.forward(parameters, makeBatch(rows, chosen)).logits.dataSync());
      const scores = softmax(logits, labels.length);
      chosen.forEach((row, index) => {
        const own = scores.subarray(index * labels.length, (index + 1) * labels.length);
        results[row] = rank(labels, own).slice(0, topK);
      });
    }
    return results;
  }

  return {
    labels,
    classify,
    countTokens: (text) => Math.max(1, Math.min(spec.maxTokens, splitWords(text).length)),
    bytes: weights.reduce((sum, { values }) => sum + values.byteLength, 0),
    dispose: () => tf.dispose([...parameters.values()]),
  };
}

function encodeTexts(texts: number[][]) {
  const starts = new Float64Array(texts.length + 1);
  texts.forEach((ids, row) => {
    starts[row + 1] = (starts[row] ?? 0) + ids.length;
  });
  return { count: texts.length, tokens: Int32Array.from(texts.flat()), starts, labels: new Int32Array(texts.length) };
}

/** Best first; equals keep the order of the labels. */
function rank(labels: readonly string[], scores: Float64Array): LabelScore[] {
  const all = labels.map((label, index) => ({ label, score: scores[index] ?? 0 }));
  return all.sort((a, b) => b.score - a.score);
}
