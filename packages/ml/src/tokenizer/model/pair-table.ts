export interface Merge {
  left: number;
  right: number;
  /** Id of both together. */
  merged: number;
}

/** Rank (lower merges first) and result of each pair of ids, in flat arrays: a look-up costs a few nanoseconds. */
export class PairTable {
  readonly #mask: number;
  /** Left, right, rank and result of each pair side by side, so that a look-up touches one place of memory; -1 where free. */
  readonly #slots: Int32Array;

  /** The rank of a merge is its position; of two merges of the same pair the later one counts. */
  constructor(merges: readonly Merge[]) {
    let size = 16;
    while (size < merges.length * 2 + 2) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * 4).fill(-1);
    for (const [rank, { left, right, merged }] of merges.entries())
      this.#slots.set([left, right, rank, merged], this.#slot(left, right));
  }

  /** A key for `rank` and `merged`, or -1 when the pair does not merge. */
  find(left: number, right: number): number {
    const slot = this.#slot(left, right);
    return this.#slots[slot] === -1 ? -1 : slot;
  }

  rank(key: number): number {
    return this.#slots[key + 2] as number;
  }

  merged(key: number): number {
    return this.#slots[key + 3] as number;
  }

  #slot(left: number, right: number): number {
    const slots = this.#slots;
    const hash = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
    let slot = ((hash ^ (hash >>> 15)) & this.#mask) << 2;
    while (slots[slot] !== -1 && (slots[slot] !== left || slots[slot + 1] !== right))
      slot = (slot + 4) & ((this.#mask << 2) | 3);
    return slot;
  }
}
