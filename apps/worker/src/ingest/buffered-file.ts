import { closeSync, openSync, writeSync } from 'node:fs';

const bufferBytes = 1024 * 1024;

/** Collects small writes. Synchronous: the child has nothing else to attend to, and one write at a time keeps memory flat. */
export class BufferedFile {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafe(bufferBytes);
  #used = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  write(bytes: Buffer): void {
    if (this.#used + bytes.length > bufferBytes) this.#flush();
    if (bytes.length > bufferBytes) writeAll(this.#descriptor, bytes);
    else this.#used += bytes.copy(this.#buffer, this.#used);
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #flush(): void {
    const bytes = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    writeAll(this.#descriptor, bytes);
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
