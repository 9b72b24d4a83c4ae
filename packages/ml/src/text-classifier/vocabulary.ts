import { splitWords } from '@modelmint/domain/split-words';

export const paddingId = 0;
export const unknownId = 1;
/** No text splits into these. */
const special = ['<padding>', '<unknown>'];

/** Counting stops to forget words seen once at this many, so that a huge data set does not fill the memory. */
const countedMax = 2_000_000;

/** The words that a model knows, by id. Ids 0 and 1 are padding and every other word. */
export class Vocabulary {
  readonly words: readonly string[];
  private readonly ids: ReadonlyMap<string, number>;

  constructor(words: readonly string[]) {
    if (words[paddingId] !== special[0] || words[unknownId] !== special[1])
      throw new RangeError(`a vocabulary starts with ${special.join(' and ')}`);
    this.words = words;
    this.ids = new Map(words.map((word, id) => [word, id]));
    if (this.ids.size !== words.length) throw new RangeError('a vocabulary holds each word once');
  }

  get size(): number {
    return this.words.length;
  }

  /** The ids of the first `tokensMax` words of a text; never empty. */
  encode(text: string, tokensMax: number): number[] {
    const words = splitWords(text);
    const ids: number[] = [];
    for (let i = 0; i < words.length && i < tokensMax; i++) ids.push(this.ids.get(words[i] ?? '') ?? unknownId);
    return ids.length === 0 ? [unknownId] : ids;
  }
}

/** Learns the vocabulary from texts one by one: the most frequent words, ties in code point order. */
export class VocabularyCount {
  private readonly counts = new Map<string, number>();

  add(text: string): void {
    for (const word of splitWords(text)) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
    if (this.counts.size > countedMax) this.forgetRare();
  }

  /** `sizeMax` counts padding and unknown too. */
  finish({ sizeMax, countMin }: { sizeMax: number; countMin: number }): Vocabulary {
    const frequent = [...this.counts].filter(([, count]) => count >= countMin);
    frequent.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return new Vocabulary([...special, ...frequent.slice(0, sizeMax - special.length).map(([word]) => word)]);
  }

  private forgetRare(): void {
    for (const [word, count] of this.counts) if (count === 1) this.counts.delete(word);
  }
}
