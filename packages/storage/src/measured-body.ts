import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '@modelmint/domain/errors';
import type { PutOptions } from './storage.ts';

/** A body on its way into the store: counted and hashed as it passes, refused when it breaks a limit. */
export class MeasuredBody implements AsyncIterable<Uint8Array> {
  readonly #source: Readable | Uint8Array;
  readonly #limits: PutOptions;
  readonly #hash = createHash('sha256');
  sizeBytes = 0;
  sha256 = '';
  /** What the source threw or why it was refused: such an error is not the store's and passes unchanged. */
  failure: { error: unknown } | null = null;

  constructor(source: Readable | Uint8Array, limits: PutOptions) {
    this.#source = source;
    this.#limits = limits;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#source instanceof Uint8Array ? [this.#source] : this.#source) {
        const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        this.#count(bytes);
        yield bytes;
      }
      this.#seal();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  /** For the end of a failed `put`: a source that nobody reads would keep its file or socket. */
  destroy(): void {
    if (!(this.#source instanceof Uint8Array)) this.#source.destroy();
  }

  #count(bytes: Uint8Array): void {
    this.sizeBytes += bytes.byteLength;
    const { sizeBytesMax } = this.#limits;
    if (sizeBytesMax !== undefined && this.sizeBytes > sizeBytesMax)
      throw new AppError('request_too_large', `The file is larger than the limit of ${sizeBytesMax} bytes.`);
    this.#hash.update(bytes);
  }

  #seal(): void {
    this.sha256 = this.#hash.digest('hex');
    const wanted = this.#limits.sha256;
    if (wanted !== undefined && wanted.toLowerCase() !== this.sha256)
      throw new AppError(
        'invalid_file',
        `The file arrived damaged: its SHA-256 is ${this.sha256}, ${wanted.toLowerCase()} was announced.`,
      );
  }
}
