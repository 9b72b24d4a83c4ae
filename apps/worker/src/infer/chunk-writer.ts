import { writeFileSync } from 'node:fs';
import type { InferenceRow } from '@modelmint/domain/inference-ask';
import type { InferenceRoute } from '@modelmint/domain/inference-job';
import { BufferedFile } from '../ingest/buffered-file.ts';
import type { ChunkPlace } from './check-message.ts';

const bytesMax = 2 * 1024 * 1024;

/** What a killed worker has to do again at most; each chunk is one transaction. */
const sizes: Record<InferenceRoute, { rows: number; tokens: number }> = {
  '/v1/chat/completions': { rows: 32, tokens: 32_768 },
  '/v1/completions': { rows: 32, tokens: 32_768 },
  '/v1/embeddings': { rows: 256, tokens: 131_072 },
  '/v1/classifications': { rows: 512, tokens: 131_072 },
  '/v1/predictions': { rows: 1_000, tokens: 1_000_000 },
  '/v1/recommendations': { rows: 256, tokens: 1_000_000 },
};

/** Writes rows one below the other and cuts them into chunks, the same for the same rows. */
export class ChunkWriter {
  readonly #file: BufferedFile;
  readonly #size: { rows: number; tokens: number };
  readonly #places: ChunkPlace[] = [];
  #isClosed = false;
  #open: ChunkPlace = { offset: 0, bytes: 0, rows: 0, tokensMax: 0 };

  constructor(path: string, route: InferenceRoute) {
    this.#file = new BufferedFile(path);
    this.#size = sizes[route];
  }

  get chunks(): number {
    return this.#places.length;
  }

  add(row: InferenceRow, tokensMax: number): void {
    const bytes = Buffer.from(`${JSON.stringify(row)}\n`);
    const { rows, tokens } = this.#size;
    const isFull =
      this.#open.rows >= rows ||
      this.#open.bytes + bytes.length > bytesMax ||
      this.#open.tokensMax + tokensMax > tokens;
    if (isFull && this.#open.rows > 0) this.#cut();
    this.#file.write(bytes);
    this.#open.bytes += bytes.length;
    this.#open.rows++;
    this.#open.tokensMax += tokensMax;
  }

  finish(indexPath: string): void {
    if (this.#open.rows > 0) this.#cut();
    this.close();
    writeFileSync(indexPath, JSON.stringify(this.#places));
  }

  /** May be called twice. */
  close(): void {
    if (!this.#isClosed) this.#file.close();
    this.#isClosed = true;
  }

  #cut(): void {
    this.#places.push(this.#open);
    this.#open = { offset: this.#open.offset + this.#open.bytes, bytes: 0, rows: 0, tokensMax: 0 };
  }
}
