import { mergeLong } from './merge-long.ts';
import type { PairTable } from './pair-table.ts';

/** Also the factor that makes room for a position beside a rank. */
const shortMax = 1 << 12;
/** A block has 2 to this power positions. */
const blockBits = 5;
const none = Number.POSITIVE_INFINITY;
/** rank · `shortMax` + position of each id with the one after it, so that the lowest merges first; `none` where nothing merges. */
const order = new Float64Array(shortMax);
/** The lowest of each block of `order`: a merge changes one block or two, and the others need not be looked through again. */
const lowest = new Float64Array(shortMax >> blockBits);
/** In the table, of the same pairs. */
const keys = new Int32Array(shortMax);
/** Where the ids before and after stand; those in between are gone. */
const previous = new Int32Array(shortMax);
const next = new Int32Array(shortMax);

/**
 * Merges the first `count` of `ids` in place, lowest rank first and leftmost of equals, until nothing merges
 * (byte-pair encoding, Sennrich et al. 2016, arXiv 1508.07909, algorithm 1). Returns how many ids are left.
 */
export function mergePairs(ids: Int32Array, count: number, pairs: PairTable): number {
  if (count > shortMax) return mergeLong(ids, count, pairs);
  for (let at = 0; at < count; at++) {
    previous[at] = at - 1;
    next[at] = at + 1;
    rate(at, ids, count, pairs);
  }
  const blocks = ((count - 1) >> blockBits) + 1;
  for (let block = 0; block < blocks; block++) look(block, count);
  for (let first = lowestOf(blocks); first !== none; first = lowestOf(blocks)) {
    const at = first & (shortMax - 1);
    const gone = next[at] as number;
    const after = next[gone] as number;
    ids[at] = pairs.merged(keys[at] as number);
    order[gone] = none;
    next[at] = after;
    if (after < count) previous[after] = at;
    rate(at, ids, count, pairs);
    const before = at > 0 ? (previous[at] as number) : at;
    if (before !== at) rate(before, ids, count, pairs);
    const block = at >> blockBits;
    look(block, count);
    if (before >> blockBits !== block) look(before >> blockBits, count);
    if (gone >> blockBits !== block) look(gone >> blockBits, count);
  }
  let left = 0;
  for (let at = 0; at < count; at = next[at] as number) ids[left++] = ids[at] as number;
  return left;
}

function lowestOf(blocks: number): number {
  const all = lowest;
  let found = none;
  for (let block = 0; block < blocks; block++) {
    const one = all[block] as number;
    if (one < found) found = one;
  }
  return found;
}

/** Finds the lowest of a block. */
function look(block: number, count: number) {
  const all = order;
  const end = Math.min((block + 1) << blockBits, count);
  let found = none;
  for (let at = block << blockBits; at < end; at++) {
    const one = all[at] as number;
    if (one < found) found = one;
  }
  lowest[block] = found;
}

function rate(at: number, ids: Int32Array, count: number, pairs: PairTable) {
  const after = next[at] as number;
  const key = after < count ? pairs.find(ids[at] as number, ids[after] as number) : -1;
  keys[at] = key;
  order[at] = key < 0 ? none : pairs.rank(key) * shortMax + at;
}
