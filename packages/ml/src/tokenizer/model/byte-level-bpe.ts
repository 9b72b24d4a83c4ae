import type { WordEnd } from '../words/word-end.ts';
import type { BpeModel } from './bpe-model.ts';
import { charOfByte } from './byte-chars.ts';
import { mergePairs } from './merge-pairs.ts';
import { cachedWordMax, WordCache } from './word-cache.ts';
import { writeUtf8 } from './write-utf8.ts';

/** Texts up to this many UTF-16 units share one buffer, which stays. */
const keptUnits = 1 << 16;

/**
 * Byte-level BPE over UTF-16 units: words by a scanner, ids of a word from a cache or by merging. Bytes that the
 * vocabulary lacks are dropped, as the reference does.
 */
export class ByteLevelBpe {
  readonly #model: BpeModel;
  readonly #byteIds: Int32Array;
  readonly #cache = new WordCache();
  readonly #kept = new Uint16Array(keptUnits);
  /** Bytes, then ids of the word at hand. */
  #word = new Int32Array(512);

  constructor(model: BpeModel) {
    this.#model = model;
    this.#byteIds = Int32Array.from(charOfByte, (char) => model.vocab.get(char) ?? -1);
  }

  /** Appends the ids of `text` to `ids`; the whole text is one word where there is no `wordEnd`. */
  encode(text: string, wordEnd: WordEnd | null, ids: number[]) {
    const units = this.#unitsOf(text);
    const end = text.length;
    for (let start = 0; start < end; ) {
      const stop = wordEnd === null ? end : wordEnd(units, start, end);
      const isShort = stop - start <= cachedWordMax;
      if (!isShort || !this.#cache.append(units, start, stop, ids)) {
        const count = this.#encodeWord(units, start, stop);
        for (let i = 0; i < count; i++) ids.push(this.#word[i] as number);
        if (isShort) this.#cache.add({ units, start, end: stop, ids: this.#word, count });
      }
      start = stop;
    }
  }

  #unitsOf(text: string): Uint16Array {
    const units = text.length > keptUnits ? new Uint16Array(text.length) : this.#kept;
    Buffer.from(units.buffer).write(text, 'utf16le');
    return units;
  }

  /** Leaves the ids of the word at the start of `#word`; returns their count. */
  #encodeWord(units: Uint16Array, start: number, end: number): number {
    if ((end - start) * 3 > this.#word.length) this.#word = new Int32Array((end - start) * 3);
    const word = this.#word;
    const size = writeUtf8(units, start, end, word);
    if (this.#model.ignoreMerges) {
      const whole = this.#model.vocab.get(Array.from(word.subarray(0, size), (byte) => charOfByte[byte]).join(''));
      if (whole !== undefined) {
        word[0] = whole;
        return 1;
      }
    }
    let count = 0;
    for (let i = 0; i < size; i++) {
      const id = this.#byteIds[word[i] as number] as number;
      if (id >= 0) word[count++] = id;
    }
    return mergePairs(word, count, this.#model.pairs);
  }
}
