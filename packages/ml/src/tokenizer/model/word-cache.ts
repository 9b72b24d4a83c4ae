/** Longest word that is kept, in UTF-16 units. */
export const cachedWordMax = 64;

export interface CachedWord {
  units: Uint16Array;
  start: number;
  end: number;
  /** The first `count` are those of the word. */
  ids: Int32Array;
  count: number;
}

/**
 * Ids of the words seen so far, keyed by their UTF-16 units without making strings of them. An entry lies in one piece
 * (hash, lengths, ids, units), so that a look-up touches two places of memory only. Takes 18 MB at most, as it fills; when
 * it is full, it starts anew, which the few words that make most of a text survive at once.
 */
export class WordCache {
  readonly #entryMax: number;
  readonly #slots: Int32Array; // where the entry starts, 0 where free
  readonly #arena: Int32Array;
  #end = 1;
  #entries = 0;
  #slot = 0;
  #hash = 0;

  /** @param entryMax A power of 2. */
  constructor(entryMax = 1 << 18) {
    this.#entryMax = entryMax;
    this.#slots = new Int32Array(entryMax * 2);
    this.#arena = new Int32Array(entryMax * 16);
  }

  /** Appends the ids of the word to `out` and says true; or says false, and `add` may follow. */
  append(units: Uint16Array, start: number, end: number, out: number[]): boolean {
    const slots = this.#slots;
    const arena = this.#arena;
    const mask = slots.length - 1;
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
      if (arena[entry] === hash && arena[entry + 1] === end - start) {
        const idsStart = entry + 3;
        const idsEnd = idsStart + (arena[entry + 2] as number);
        let i = start;
        while (i < end && arena[idsEnd + i - start] === units[i]) i++;
        if (i === end) {
          for (let at = idsStart; at < idsEnd; at++) out.push(arena[at] as number);
          return true;
        }
      }
      slot = (slot + 1) & mask;
    }
    this.#slot = slot;
    this.#hash = hash;
    return false;
  }

  /** Keeps the ids of the word for which `append` has just said false. */
  add({ units, start, end, ids, count }: CachedWord) {
    const entry = this.#end;
    const next = entry + 3 + count + end - start;
    if (this.#entries === this.#entryMax || next > this.#arena.length) {
      this.#slots.fill(0);
      this.#entries = 0;
      this.#end = 1;
      return;
    }
    const arena = this.#arena;
    arena[entry] = this.#hash;
    arena[entry + 1] = end - start;
    arena[entry + 2] = count;
    let at = entry + 3;
    for (let i = 0; i < count; i++) arena[at++] = ids[i] as number;
    for (let i = start; i < end; i++) arena[at++] = units[i] as number;
    this.#slots[this.#slot] = entry;
    this.#end = next;
    this.#entries++;
  }
}
