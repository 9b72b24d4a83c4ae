/** A pair of ids that may become a token. */
export interface Candidate {
  /** `pairKey` of both ids. */
  pair: number;
  count: number;
  /** Words in which it may occur. */
  words: Set<number>;
}

const idSize = 2 ** 22;

/** One number for two ids below 2^22, in the order of the pairs. */
export function pairKey(left: number, right: number): number {
  return left * idSize + right;
}

export function pairOf(key: number): readonly [left: number, right: number] {
  return [Math.floor(key / idSize), key % idSize];
}

/** Candidates by count, the most frequent first; of equals the one with the lower ids. */
export class MergeQueue {
  readonly #items: Candidate[] = [];

  push(item: Candidate) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !comesBefore(item, above)) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const items = this.#items;
    const top = items[0];
    const item = items.pop();
    if (item === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = items[2 * at + 1];
      const right = items[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && comesBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !comesBefore(child, item)) break;
      items[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    items[at] = item;
    return top;
  }
}

function comesBefore(a: Candidate, b: Candidate): boolean {
  return a.count !== b.count ? a.count > b.count : a.pair < b.pair;
}
