import { hash } from 'node:crypto';

export interface TextKey {
  high: number;
  low: number;
}

/**
 * 64 bits of a digest stand for a text. Among 5 million texts two share them with a chance of one in a million;
 * all that follows is that they go to the same side of the split.
 */
export function textKey(text: string | Uint8Array): TextKey {
  const digest = hash('sha1', text, 'buffer');
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

/** 16 bits that stand for an answer where there are no labels: one in 65,536 contradictions is not seen. */
export function shortHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** What `side` holds of a text; 0: not decided yet. `fixed` is `train` that the second pass has not met yet. */
export const sides = { train: 1, validation: 2, fixed: 3 } as const;

/** The texts met so far, in flat arrays: 16 bytes for each place, so that millions fit. */
export class TextTable {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  /** How many rows have the text; 0 marks a free place. */
  rows = new Uint32Array(1024);
  /** The label that the text had first, or the `shortHash` of its answer. */
  label = new Uint16Array(1024);
  /** One of `sides` or 0; decided by the file, or by the draw of the second pass. */
  side = new Uint8Array(1024);
  /** 1 where a later row had another label or answer than the first. */
  isConflicting = new Uint8Array(1024);
  size = 0;

  /** Counts a row and gives the text's place, valid until the next call. */
  add(key: TextKey, label: number): number {
    if (this.size >= this.rows.length * 0.7) this.#grow();
    const place = this.find(key);
    if (this.rows[place] === 0) {
      this.#high[place] = key.high;
      this.#low[place] = key.low;
      this.label[place] = label;
      this.size++;
    }
    this.rows[place] = (this.rows[place] ?? 0) + 1;
    return place;
  }

  /** The text's place, or the free place where it would go. */
  find({ high, low }: TextKey): number {
    const mask = this.rows.length - 1;
    let place = low & mask;
    while (this.rows[place] !== 0 && (this.#high[place] !== high || this.#low[place] !== low))
      place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const old = { high: this.#high, low: this.#low, rows: this.rows, label: this.label, side: this.side };
    const { isConflicting } = this;
    const size = old.rows.length * 2;
    this.#high = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.rows = new Uint32Array(size);
    this.label = new Uint16Array(size);
    this.side = new Uint8Array(size);
    this.isConflicting = new Uint8Array(size);
    for (let from = 0; from < old.rows.length; from++) {
      if (old.rows[from] === 0) continue;
      const key = { high: old.high[from] ?? 0, low: old.low[from] ?? 0 };
      const place = this.find(key);
      this.#high[place] = key.high;
      this.#low[place] = key.low;
      this.rows[place] = old.rows[from] ?? 0;
      this.label[place] = old.label[from] ?? 0;
      this.side[place] = old.side[from] ?? 0;
      this.isConflicting[place] = isConflicting[from] ?? 0;
    }
  }
}
