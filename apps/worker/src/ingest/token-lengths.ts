import type { DatasetReport } from '@modelmint/domain/dataset-report';

/** Upper ends of the histogram's bins, in tokens; a last bin takes the rest. */
const binEnds = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];
/** A text to be classified is seldom longer, nor is an image. */
const shortBins = 8;

/** Rows by their number of tokens. */
export class TokenLengths {
  readonly #bins = new Array<number>(binEnds.length + 1).fill(0);
  total = 0;

  add(tokens: number): void {
    this.total += tokens;
    const found = binEnds.findIndex((end) => tokens <= end);
    const bin = found < 0 ? binEnds.length : found;
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
  }

  finish({ isLong }: { isLong: boolean }): DatasetReport['lengthHistogram'] {
    const ends = isLong ? binEnds : binEnds.slice(0, shortBins);
    const rest = this.#bins.slice(ends.length).reduce((sum, rows) => sum + rows, 0);
    return [...ends, null].map((to, bin) => ({
      from: bin === 0 ? 0 : (ends[bin - 1] ?? 0) + 1,
      to,
      rows: to === null ? rest : (this.#bins[bin] ?? 0),
    }));
  }
}
