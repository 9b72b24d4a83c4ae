/**
 * Tokens that may still be chosen, always by ascending id: a draw then walks them in an order that does not hang on
 * the last bit of a logit, and rounding that differs with the batch cannot swap two tokens that are about as likely.
 */
export interface Candidates {
  ids: Int32Array;
  /** Shares of probability, not normalized; the largest of a whole row is 1. */
  weights: Float64Array;
  /** Those in use; what follows them in the arrays means nothing. */
  count: number;
}

/** exp((logit − max) / temperature) of every token. @param logits [vocab], `max` the largest of them */
export function weighTokens(logits: Float32Array, max: number, temperature: number): Candidates {
  const weights = new Float64Array(logits.length);
  const ids = new Int32Array(logits.length);
  for (let id = 0; id < logits.length; id++) {
    ids[id] = id;
    weights[id] = Math.exp(((logits[id] as number) - max) / temperature);
  }
  return { ids, weights, count: logits.length };
}

export function totalWeight({ weights, count }: Candidates): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i] as number;
  return total;
}

/** Only what is at least `minP` times as likely as the likeliest (Nguyen et al. 2024, "Min-p sampling"), in place. */
export function keepMinP(candidates: Candidates, minP: number): void {
  const { weights, count } = candidates;
  let max = 0;
  for (let i = 0; i < count; i++) max = Math.max(max, weights[i] as number);
  keepWhere(candidates, (i) => (weights[i] as number) >= minP * max);
}

/** Keeps the candidates at the positions for which `isKept`, in their order, in place. */
export function keepWhere(candidates: Candidates, isKept: (position: number) => boolean): void {
  const { ids, weights, count } = candidates;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (!isKept(i)) continue;
    ids[kept] = ids[i] as number;
    weights[kept] = weights[i] as number;
    kept += 1;
  }
  candidates.count = kept;
}

/** Each with its share of the total, by inverting the distribution function. @param uniform in [0, 1) */
export function drawToken(candidates: Candidates, uniform: number): number {
  const { ids, weights, count } = candidates;
  const target = uniform * totalWeight(candidates);
  let sum = 0;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    sum += weight;
    last = ids[i] as number;
    if (sum > target) return last;
  }
  return last; // rounding alone leads here
}
