import { writeFileSync } from 'node:fs';
import type { InferenceRow } from '@modelmint/domain/inference-ask';
import type { InferenceRoute } from '@modelmint/domain/inference-job';
import { BufferedFile } from '../ingest/buffered-file.ts';
import type { ChunkPlace } from './check-message.ts';

const bytesMax = 2 * 1024 * 1024;

/**
 * What a killed worker has to do again at most; each chunk is one transaction. A row of a batch may have many inputs, and
 * all answers of a chunk are in memory.
 */
const sizes: Record<InferenceRoute, { inputs: number; tokens: number }> = {
  '/v1/chat/completions': { inputs: 32, tokens: 32_768 },
  '/v1/completions': { inputs: 32, tokens: 32_768 },
  '/v1/embeddings': { inputs: 256, tokens: 131_072 },
  '/v1/classifications': { inputs: 512, tokens: 131_072 },
  '/v1/predictions': { inputs: 1_000, tokens: 1_000_000 },
  '/v1/recommendations': { inputs: 256, tokens: 1_000_000 },
};

/** What a row asks for at most. */
export interface RowSize {
  inputs: number;
  tokensMax: number;
}

/** Writes rows one below the other and cuts them into chunks, the same for the same rows. */
export class ChunkWriter {
  readonly #file: BufferedFile;
  readonly #size: { inputs: number; tokens: number };
  readonly #places: ChunkPlace[] = [];
  #isClosed = false;
  /** Of the open chunk; a row that cannot be asked counts too. */
  #inputs = 0;
  #open: ChunkPlace = { offset: 0, bytes: 0, rows: 0, tokensMax: 0 };

  constructor(path: string, route: InferenceRoute) {
    this.#file = new BufferedFile(path);
    this.#size = sizes[route];
  }

  get chunks(): number {
    return this.#places.length;
  }

  /** Of all rows so far. */
  get bytes(): number {
    return this.#open.offset + this.#open.bytes;
  }

  add(row: InferenceRow, { inputs, tokensMax }: RowSize): void {
    const bytes = Buffer.from(`${JSON.stringify(row)}\n`);
    const most = this.#size;
    const isFull =
      this.#inputs + inputs > most.inputs ||
      this.#open.bytes + bytes.length > bytesMax ||
      this.#open.tokensMax + tokensMax > most.tokens;
    if (isFull && this.#open.rows > 0) this.#cut();
    this.#file.write(bytes);
    this.#open.bytes += bytes.length;
    this.#open.rows++;
    this.#open.tokensMax += tokensMax;
    this.#inputs += inputs;
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
    this.#inputs = 0;
    this.#open = { offset: this.#open.offset + this.#open.bytes, bytes: 0, rows: 0, tokensMax: 0 };
  }
}
