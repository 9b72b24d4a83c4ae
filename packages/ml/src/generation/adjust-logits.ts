import type { SamplingOptions } from './sampling-options.ts';

/** Which tokens stand before the one that is chosen. */
export interface TokenHistory {
  /** Of the prompt and of the answer. */
  seen: ReadonlySet<number>;
  /** Of the answer alone: how often each token was chosen. */
  chosen: ReadonlyMap<number, number>;
}

/**
 * Bias and penalties, in place, in the order that transformers and vLLM keep. They touch only the tokens that they
 * name, so their cost does not grow with the vocabulary.
 *
 * - bias: l ← l + b
 * - repetition (Keskar et al. 2019, "CTRL", §4.1; for negative logits turned round, as in transformers):
 *   l ← l / θ where l > 0, else l · θ, once for each token seen in prompt or answer
 * - frequency and presence (OpenAI, "Frequency and presence penalties"): l ← l − count · α_f − [count > 0] · α_p,
 *   where count is how often the answer has the token; the prompt does not count
 *
 * @param logits [vocab]
 */
export function adjustLogits(logits: Float32Array, options: SamplingOptions, history: TokenHistory): void {
  for (const [id, bias] of options.logitBias) logits[id] = at(logits, id) + bias;
  const { repetitionPenalty, frequencyPenalty, presencePenalty } = options;
  if (repetitionPenalty !== 1) {
    for (const id of history.seen) {
      const logit = at(logits, id);
      logits[id] = logit > 0 ? logit / repetitionPenalty : logit * repetitionPenalty;
    }
  }
  if (frequencyPenalty === 0 && presencePenalty === 0) return;
  for (const [id, count] of history.chosen) logits[id] = at(logits, id) - count * frequencyPenalty - presencePenalty;
}

/** Ids are checked against the vocabulary where they come in. */
function at(logits: Float32Array, id: number): number {
  return logits[id] as number;
}
