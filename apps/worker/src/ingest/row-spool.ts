import { closeSync, openSync, readSync } from 'node:fs';
import { BufferedFile } from './buffered-file.ts';
import type { TextKey } from './text-table.ts';

/** A valid row on its way from the first pass to the second; `json` is its finished output line. */
export interface SpooledRow {
  key: TextKey;
  label: number;
  /** It must be trained on. */
  isFixed: boolean;
  tokens: number;
  json: Buffer;
  /** Of an image: a line that shows it small. Empty for texts. */
  preview: Buffer;
}

/** Before each line: its bytes, those of the preview, tokens, key high, key low (32 bits each), label (15 bits) and whether it is fixed (1 bit). */
const headerBytes = 22;
const fixedBit = 0x8000;
const windowBytes = 1024 * 1024;

export class RowSpool {
  readonly #file: BufferedFile;
  readonly #header = Buffer.alloc(headerBytes);

  constructor(path: string) {
    this.#file = new BufferedFile(path);
  }

  write({ key, label, isFixed, tokens, json, preview }: SpooledRow): void {
    const header = this.#header;
    header.writeUInt32LE(json.length, 0);
    header.writeUInt32LE(preview.length, 4);
    header.writeUInt32LE(tokens, 8);
    header.writeUInt32LE(key.high, 12);
    header.writeUInt32LE(key.low, 16);
    header.writeUInt16LE(label | (isFixed ? fixedBit : 0), 20);
    this.#file.write(header);
    this.#file.write(json);
    this.#file.write(preview);
  }

  close(): void {
    this.#file.close();
  }
}

/** The rows of a spool in order. A row's bytes are valid until the next is asked for. */
export function* readSpool(path: string): Generator<SpooledRow> {
  const descriptor = openSync(path, 'r');
  let window: Buffer = Buffer.alloc(0);
  const need = (bytes: number): boolean => {
    if (window.length >= bytes) return true;
    const next = Buffer.allocUnsafe(Math.max(windowBytes, bytes));
    let used = window.copy(next);
    while (used < bytes) {
      const got = readSync(descriptor, next, used, next.length - used, null);
      if (got === 0) break;
      used += got;
    }
    window = next.subarray(0, used);
    return used >= bytes;
  };
  try {
    while (need(headerBytes)) {
      const size = window.readUInt32LE(0);
      const end = headerBytes + size + window.readUInt32LE(4);
      const tokens = window.readUInt32LE(8);
      const key = { high: window.readUInt32LE(12), low: window.readUInt32LE(16) };
      const bits = window.readUInt16LE(20);
      const [label, isFixed] = [bits & ~fixedBit, (bits & fixedBit) !== 0];
      if (!need(end)) throw new Error('The spool of rows is shorter than what was written.');
      const json = window.subarray(headerBytes, headerBytes + size);
      const preview = window.subarray(headerBytes + size, end);
      window = window.subarray(end);
      yield { key, label, isFixed, tokens, json, preview };
    }
  } finally {
    closeSync(descriptor);
  }
}
