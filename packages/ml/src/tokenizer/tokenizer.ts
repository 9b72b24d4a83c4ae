export interface EncodeOptions {
  /** Adds what the model wants around a text, such as `<s>` or `[CLS]` … `[SEP]`. Default: true. */
  addSpecialTokens?: boolean;
}

export interface DecodeOptions {
  /** Leaves out the special tokens. Default: false. */
  skipSpecialTokens?: boolean;
}

/** Text of tokens that arrive one by one; holds back bytes until they make whole characters. */
export interface DecodeStream {
  push(id: number): string;
  /** What was held back; all of the pieces together equal `decode` of all of the ids. */
  end(): string;
}

/** Text to token ids and back, as the model was trained to see it. */
export interface Tokenizer {
  /** Highest id + 1: rows that the model's embedding must have. */
  readonly vocabSize: number;
  readonly specialIds: ReadonlySet<number>;
  readonly bosId: number | null;
  readonly eosId: number | null;
  readonly padId: number | null;
  readonly unkId: number | null;
  encode(text: string, options?: EncodeOptions): number[];
  /** Two texts in one sequence, such as a question and a passage. */
  encodePair(first: string, second: string, options?: EncodeOptions): number[];
  decode(ids: readonly number[] | Int32Array, options?: DecodeOptions): string;
  decodeStream(options?: DecodeOptions): DecodeStream;
  tokenOf(id: number): string | undefined;
  /** What a token adds to a text in its middle, as UTF-8: a character may begin in one token and end in the next. */
  bytesOf(id: number): Uint8Array | undefined;
  idOf(token: string): number | undefined;
}
