import { mergeLong } from './merge-long.ts';
import type { PairTable } from './pair-table.ts';

const shortMax = 128;
const none = 0x7fff_ffff;
/** Rank and key in the table of each id with the one after it. */
const ranks = new Int32Array(shortMax);
const keys = new Int32Array(shortMax);

/**
 * Merges the first `count` of `ids` in place, lowest rank first and leftmost of equals, until nothing merges
 * (byte-pair encoding, Sennrich et al. 2016, arXiv 1508.07909, algorithm 1). Returns how many ids are left.
 */
export function mergePairs(ids: Int32Array, count: number, pairs: PairTable): number {
  if (count > shortMax) return mergeLong(ids, count, pairs);
  for (let i = 0; i + 1 < count; i++) rate(i, ids[i] as number, ids[i + 1] as number, pairs);
  let left = count;
  for (;;) {
    let lowest = none;
    for (let i = 0; i + 1 < left; i++) if ((ranks[i] as number) < lowest) lowest = ranks[i] as number;
    if (lowest === none) return left;
    left = mergeRank(lowest, ids, left, pairs);
  }
}

/**
 * Merges the pairs of rank `lowest` from left to right and closes the gaps. Stops where a merge makes a pair of a lower
 * rank, which comes first then.
 */
function mergeRank(lowest: number, ids: Int32Array, count: number, pairs: PairTable): number {
  let to = 0;
  let isStopped = false;
  for (let from = 0; from < count; from++, to++) {
    if (isStopped || from + 1 === count || ranks[from] !== lowest) {
      ids[to] = ids[from] as number;
      ranks[to] = ranks[from] as number;
      keys[to] = keys[from] as number;
      continue;
    }
    const merged = pairs.merged(keys[from] as number);
    from++;
    ids[to] = merged;
    if (to > 0 && rate(to - 1, ids[to - 1] as number, merged, pairs) < lowest) isStopped = true;
    if (from + 1 < count && rate(to, merged, ids[from + 1] as number, pairs) < lowest) isStopped = true;
  }
  return to;
}

function rate(at: number, left: number, right: number, pairs: PairTable): number {
  const key = pairs.find(left, right);
  const rank = key < 0 ? none : pairs.rank(key);
  keys[at] = key;
  ranks[at] = rank;
  return rank;
}
