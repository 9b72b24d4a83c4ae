import { scoreRange, type Vectors } from './compute-vectors.ts';
import { TopPlaces } from './top-places.ts';

/** Whose best items are looked for. */
export interface Ranking {
  /** Undefined: the popular items are the best. */
  vector: Float32Array | undefined;
  k: number;
  isDropped(item: number): boolean;
}

export interface RankedItems {
  vectors: Vectors;
  popularity: Float32Array; // [items]
}

/** Items of a slice: their vectors stay in the processor's cache while all users are scored, one slice takes well under a millisecond. */
const sliceNumbers = 1 << 16;

/** The places of the best items of each user, best first. Yields between slices, so that the caller may let others in. */
export function* rankItems(
  rankings: readonly Ranking[],
  { vectors, popularity }: RankedItems,
): Generator<undefined, number[][]> {
  const size = Math.max(1, Math.floor(sliceNumbers / (vectors.factors + 1)));
  const scores = new Float64Array(size);
  const tops = rankings.map((ranking) => ({ ranking, top: new TopPlaces(ranking.k) }));
  for (let from = 0; from < popularity.length; from += size) {
    const slice = scores.subarray(0, Math.min(size, popularity.length - from));
    for (const { ranking, top } of tops) {
      if (ranking.vector === undefined) slice.set(popularity.subarray(from, from + slice.length));
      else scoreRange(ranking.vector, vectors, { from, scores: slice });
      offerAll(slice, { from, top, ranking });
      yield;
    }
  }
  return tops.map(({ top }) => top.list());
}

function offerAll(
  scores: Float64Array,
  { from, top, ranking }: { from: number; top: TopPlaces; ranking: Ranking },
): void {
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? Number.NaN;
    if (score > top.least && !ranking.isDropped(from + i)) top.offer(from + i, score);
  }
}
