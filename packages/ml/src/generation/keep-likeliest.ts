import { type Candidates, keepWhere, totalWeight } from './candidates.ts';

/** What adds up along the likeliest tokens: how many there are, or how much probability they have. */
type Measure = 'count' | 'weight';

/** Below this many candidates a histogram costs more than it saves. */
const histogramMin = 2048;

/** Only the `k` likeliest, in place; of equals those with the lower ids. */
export function keepTopK(candidates: Candidates, k: number): void {
  if (k < candidates.count) keepPrefix(candidates, k, 'count');
}

/**
 * Only the smallest set of likeliest tokens whose probabilities add up to at least `p` (Holtzman et al. 2020), in
 * place, and at least one. Probabilities are those among the candidates that came in.
 */
export function keepTopP(candidates: Candidates, p: number): void {
  if (p < 1) keepPrefix(candidates, p * totalWeight(candidates), 'weight');
}

/**
 * Keeps the shortest prefix, likeliest first, that adds up to `target`. Nothing is sorted: a histogram tells in which
 * bucket the prefix ends, quickselect where in it, and one pass in order of ids keeps what comes before.
 */
function keepPrefix(candidates: Candidates, target: number, measure: Measure): void {
  const weights = candidates.weights.subarray(0, candidates.count);
  const end = prefixEnd(weights, target, measure);
  const least = weights[end] as number;
  keepWhere(candidates, (i) => {
    const weight = weights[i] as number;
    return weight > least || (weight === least && i <= end);
  });
}

/** Position of the last candidate of the prefix. All orders here are: larger weight first, then lower position. */
function prefixEnd(weights: Float64Array, target: number, measure: Measure): number {
  const isSmall = weights.length < histogramMin;
  const whole = () => ({ order: Int32Array.from(weights, (_, i) => i), before: 0 });
  const { order, before } = isSmall ? whole() : endBucket(weights, target, measure);
  let [low, high, sum] = [0, order.length, before];
  let last = 0;
  while (low < high) {
    const pivot = partition(order, weights, { low, high });
    let better = sum;
    for (let i = low; i < pivot; i++) better += measure === 'count' ? 1 : weightAt(weights, order, i);
    last = order[pivot] as number;
    if (better >= target && pivot > low) high = pivot;
    else {
      sum = better + (measure === 'count' ? 1 : (weights[last] as number));
      if (better >= target || sum >= target) return last;
      low = pivot + 1;
    }
  }
  return last; // all of them: rounding can keep the sum below a target of the total
}

/**
 * Positions among which the prefix ends, and what the likelier ones add up to. The bucket of a weight is the upper half
 * of its float32: sign, exponent and seven bits of fraction, which order numbers that are not negative.
 */
function endBucket(weights: Float64Array, target: number, measure: Measure): { order: Int32Array; before: number } {
  const bits = new Uint32Array(Float32Array.from(weights).buffer);
  const sums = new Float64Array(0x8000);
  const counts = new Int32Array(0x8000);
  for (let i = 0; i < bits.length; i++) {
    const bucket = (bits[i] as number) >>> 16;
    counts[bucket] = (counts[bucket] as number) + 1;
    if (measure === 'weight') sums[bucket] = (sums[bucket] as number) + (weights[i] as number);
  }
  let before = 0;
  let end = 0;
  for (let bucket = 0x7fff; bucket >= 0; bucket--) {
    if (counts[bucket] === 0) continue;
    end = bucket;
    const sum = (measure === 'count' ? counts[bucket] : sums[bucket]) as number;
    if (before + sum >= target) break;
    before += sum;
  }
  const order = new Int32Array(counts[end] as number);
  let next = 0;
  for (let i = 0; i < bits.length; i++) if ((bits[i] as number) >>> 16 === end) order[next++] = i;
  return { order, before };
}

/** Puts what is likelier than a pivot before it and the rest behind; returns where the pivot stands. */
function partition(order: Int32Array, weights: Float64Array, span: { low: number; high: number }): number {
  const { low, high } = span;
  swap(order, (low + high) >>> 1, high - 1);
  const pivot = order[high - 1] as number;
  const pivotWeight = weights[pivot] as number;
  let next = low;
  for (let i = low; i < high - 1; i++) {
    const weight = weightAt(weights, order, i);
    if (weight > pivotWeight || (weight === pivotWeight && (order[i] as number) < pivot)) swap(order, i, next++);
  }
  swap(order, next, high - 1);
  return next;
}

function weightAt(weights: Float64Array, order: Int32Array, i: number): number {
  return weights[order[i] as number] as number;
}

function swap(order: Int32Array, i: number, j: number): void {
  const kept = order[i] as number;
  order[i] = order[j] as number;
  order[j] = kept;
}
