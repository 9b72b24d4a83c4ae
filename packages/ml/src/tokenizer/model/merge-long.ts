import type { PairTable } from './pair-table.ts';

/** A position takes the lower 28 bits of a heap's key, the rank the 25 above them: exact in a double. */
const positionSize = 2 ** 28;

/** `mergePairs` for long words, in O(n log n): a linked list of ids and a heap of the pairs that can merge. */
export function mergeLong(ids: Int32Array, count: number, pairs: PairTable): number {
  const next = Int32Array.from({ length: count }, (_, i) => i + 1);
  const previous = Int32Array.from({ length: count }, (_, i) => i - 1);
  const heap = new MinHeap();
  const offer = (at: number) => {
    const after = next[at] as number;
    if (after >= count) return;
    const key = pairs.find(ids[at] as number, ids[after] as number);
    if (key >= 0) heap.push(pairs.rank(key) * positionSize + at);
  };
  for (let at = 0; at + 1 < count; at++) offer(at);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const at = top % positionSize;
    const after = next[at] as number;
    if (ids[at] === -1 || after >= count) continue;
    const key = pairs.find(ids[at] as number, ids[after] as number);
    if (key < 0 || pairs.rank(key) !== (top - at) / positionSize) continue; // the pair has changed since
    ids[at] = pairs.merged(key);
    ids[after] = -1;
    const following = next[after] as number;
    next[at] = following;
    if (following < count) previous[following] = at;
    offer(at);
    if ((previous[at] as number) >= 0) offer(previous[at] as number);
  }
  let left = 0;
  for (let at = 0; at < count; at++) if (ids[at] !== -1) ids[left++] = ids[at] as number;
  return left;
}

class MinHeap {
  readonly #items: number[] = [];

  push(item: number) {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] as number) <= item) break;
      items[at] = items[parent] as number;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const item = items.pop();
    if (item === undefined || items.length === 0) return top;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && (items[child + 1] as number) < (items[child] as number)) child++;
      if ((items[child] as number) >= item) break;
      items[at] = items[child] as number;
      at = child;
    }
    items[at] = item;
    return top;
  }
}
