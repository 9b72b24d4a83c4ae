import type { SamplingOptions } from './sampling-options.ts';

interface Weighted {
  id: number;
  weight: number;
}

const likeliestFirst = (a: Weighted, b: Weighted) => b.weight - a.weight || a.id - b.id;
const sumOf = (all: readonly Weighted[]) => all.reduce((sum, { weight }) => sum + weight, 0);

/** The definitions of the filters written down plainly, on a sorted list. Only for tests. */
export const slowFilters = {
  topK: (all: readonly Weighted[], k: number) => all.toSorted(likeliestFirst).slice(0, k),
  topP: (all: readonly Weighted[], p: number) => {
    const sorted = all.toSorted(likeliestFirst);
    const target = p * sumOf(all);
    let before = 0;
    return sorted.filter(({ weight }, i) => {
      const isKept = i === 0 || before < target;
      before += weight;
      return isKept;
    });
  },
  minP: (all: readonly Weighted[], minP: number) => {
    const max = Math.max(...all.map(({ weight }) => weight));
    return all.filter(({ weight }) => weight >= minP * max);
  },
};

/** Probability of each token that may be drawn, by id. */
export function slowDistribution(logits: readonly number[], options: SamplingOptions): Map<number, number> {
  const max = Math.max(...logits);
  let kept = logits.map((logit, id) => ({ id, weight: Math.exp((logit - max) / options.temperature) }));
  if (options.topK > 0) kept = slowFilters.topK(kept, options.topK);
  kept = slowFilters.topP(kept, options.topP);
  kept = slowFilters.minP(kept, options.minP);
  const total = sumOf(kept);
  return new Map(kept.map(({ id, weight }) => [id, weight / total]));
}
