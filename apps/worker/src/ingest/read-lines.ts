/** A physical line without its end; `bytes` is null where it was too long to keep. */
export interface Line {
  number: number;
  bytes: Buffer | null;
}

/** Cuts chunks into lines and never holds more than one line of `lineBytesMax`, however long a line is. */
export class LineReader {
  readonly #newline: number;
  readonly #bytesMax: number;
  #number = 1;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #isTooLong = false;

  /** `newline` is 10, or 13 for files whose lines end with CR alone. */
  constructor(options: { newline: 10 | 13; lineBytesMax: number }) {
    this.#newline = options.newline;
    this.#bytesMax = options.lineBytesMax;
  }

  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(this.#newline); end >= 0; end = chunk.indexOf(this.#newline, start)) {
      yield this.#finish(chunk.subarray(start, end));
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  *end(): Generator<Line> {
    if (this.#pendingBytes > 0 || this.#isTooLong) yield this.#finish(Buffer.alloc(0));
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0 || this.#isTooLong) return;
    this.#pendingBytes += rest.length;
    this.#isTooLong = this.#pendingBytes > this.#bytesMax;
    // A copy: a view would keep its whole chunk alive.
    if (this.#isTooLong) this.#pending = [];
    else this.#pending.push(Buffer.from(rest));
  }

  #finish(last: Buffer): Line {
    const isTooLong = this.#isTooLong || this.#pendingBytes + last.length > this.#bytesMax;
    const bytes = isTooLong ? null : this.#pending.length === 0 ? last : Buffer.concat([...this.#pending, last]);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#isTooLong = false;
    return { number: this.#number++, bytes };
  }
}
