import { textKey } from './text-table.ts';

/** Keys of 64 bits in flat arrays: each gets a place in the order in which it is met. */
export class IdTable {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  /** The place plus 1; 0 marks a free slot. */
  #place = new Uint32Array(1024);
  size = 0;

  /** Of an id, for which a digest stands. */
  placeOf(id: string): number {
    const { high, low } = textKey(id);
    return this.placeOfPair(high, low);
  }

  placeOfPair(high: number, low: number): number {
    if (this.size >= this.#place.length * 0.7) this.#grow();
    const slot = this.#slotOf(high, low);
    const known = this.#place[slot] ?? 0;
    if (known > 0) return known - 1;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#place[slot] = ++this.size;
    return this.size - 1;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#place.length - 1;
    let slot = (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#place[slot] !== 0 && (this.#high[slot] !== high || this.#low[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = { high: this.#high, low: this.#low, place: this.#place };
    const slots = old.place.length * 2;
    this.#high = new Uint32Array(slots);
    this.#low = new Uint32Array(slots);
    this.#place = new Uint32Array(slots);
    for (const [from, place] of old.place.entries()) {
      if (place === 0) continue;
      const [high, low] = [old.high[from] ?? 0, old.low[from] ?? 0];
      const slot = this.#slotOf(high, low);
      this.#high[slot] = high;
      this.#low[slot] = low;
      this.#place[slot] = place;
    }
  }
}
