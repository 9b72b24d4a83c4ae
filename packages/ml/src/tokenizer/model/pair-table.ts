export interface Merge {
  left: number;
  right: number;
  /** Id of both together. */
  merged: number;
}

/** Rank (lower merges first) and result of each pair of ids, in flat arrays: a look-up costs a few nanoseconds. */
export class PairTable {
  readonly #mask: number;
  readonly #lefts: Int32Array;
  readonly #rights: Int32Array;
  readonly #ranks: Int32Array;
  readonly #results: Int32Array;

  /** The rank of a merge is its position; of two merges of the same pair the later one counts. */
  constructor(merges: readonly Merge[]) {
    let size = 16;
    while (size < merges.length * 2 + 2) size *= 2;
    this.#mask = size - 1;
    this.#lefts = new Int32Array(size).fill(-1);
    this.#rights = new Int32Array(size);
    this.#ranks = new Int32Array(size);
    this.#results = new Int32Array(size);
    for (const [rank, { left, right, merged }] of merges.entries()) {
      const slot = this.#slot(left, right);
      this.#lefts[slot] = left;
      this.#rights[slot] = right;
      this.#ranks[slot] = rank;
      this.#results[slot] = merged;
    }
  }

  /** A key for `rank` and `merged`, or -1 when the pair does not merge. */
  find(left: number, right: number): number {
    const slot = this.#slot(left, right);
    return this.#lefts[slot] === -1 ? -1 : slot;
  }

  rank(key: number): number {
    return this.#ranks[key] as number;
  }

  merged(key: number): number {
    return this.#results[key] as number;
  }

  #slot(left: number, right: number): number {
    let slot = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    while (this.#lefts[slot] !== -1 && (this.#lefts[slot] !== left || this.#rights[slot] !== right))
      slot = (slot + 1) & this.#mask;
    return slot;
  }
}
