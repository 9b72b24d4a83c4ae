import type { Tensor3D } from '@tensorflow/tfjs-core';
import { readValues } from '../engine/read-values.ts';
import type { GenerationModel } from './generation-model.ts';
import { type ChosenLogprob, tokenLogprobs } from './token-logprobs.ts';

/** Positions whose logits are in memory at a time: 64 of GPT-2's vocabulary are 13 MB. */
const positionsAtOnce = 64;

export interface ScoredSpan {
  row: number;
  /** First of the columns of `hidden` that are asked. */
  start: number;
  /** The tokens that follow each of those columns. */
  nextIds: readonly number[];
  /** Alternatives to tell, 0 to 20. */
  top: number;
}

/** What the model gave the tokens that follow some columns of one row. @param hidden [rows, time, hidden] */
export function promptLogprobs(model: GenerationModel, hidden: Tensor3D, span: ScoredSpan): ChosenLogprob[] {
  const { tf } = model.scope;
  const { row, start, nextIds, top } = span;
  const size = hidden.shape[2];
  const found: ChosenLogprob[] = [];
  for (let from = 0; from < nextIds.length; from += positionsAtOnce) {
    const ids = nextIds.slice(from, from + positionsAtOnce);
    const values = readValues(tf, () => model.logits(tf.slice(hidden, [row, start + from, 0], [1, ids.length, size])));
    const vocab = values.length / ids.length;
    ids.forEach((id, i) => {
      found.push(tokenLogprobs(values.subarray(i * vocab, (i + 1) * vocab), id, top));
    });
  }
  return found;
}
