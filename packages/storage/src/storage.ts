import type { Readable } from 'node:stream';

export interface PutOptions {
  /** Kept by S3; a folder has no place for it. The File row is the truth. */
  contentType?: string;
  /** One byte more is refused with `request_too_large`, and nothing stays behind. */
  sizeBytesMax?: number;
  /** Hex. Other bytes are refused with `invalid_file`, and nothing stays behind. */
  sha256?: string;
}

export interface StoredObject {
  key: string;
  sizeBytes: number;
  /** Hex, of the bytes as they were written. */
  sha256: string;
}

export interface ListedObject {
  key: string;
  sizeBytes: number;
  /** When it was put, by the store's clock. */
  modifiedAt: Date;
}

export interface GetOptions {
  /** First and last byte, both included, as in HTTP; without `end` up to the last byte. */
  range?: { start: number; end?: number };
  /** Hex, of the bytes that are asked for: when they differ the stream fails at its end with `internal_error`. */
  sha256?: string;
}

export interface MaterializedFile {
  /** Read only. In a folder store this is the object itself. */
  path: string;
  /** Removes the temporary copy, if there is one. May be called twice. */
  release(): Promise<void>;
}

/**
 * Objects by key. An object is there whole or not at all, also after a crash; a second `put` replaces it.
 *
 * Keys are ours, never a customer's file name: segments of `A-Z a-z 0-9 . _ : @ = + ~ -` split by `/`, none of
 * them starting with a dot (`invalid_value` else). A key must not also be the folder of another key.
 * A prefix is a whole folder: `jobs/1` and `jobs/1/` mean the same and do not hold `jobs/10/a`.
 * A full disk or quota is `storage_full`; a missing object is `not_found`.
 */
export interface Storage {
  /** Reads `body` to its end, or destroys it. Its own errors come back unchanged. */
  put(key: string, body: Readable | Uint8Array, options?: PutOptions): Promise<StoredObject>;
  /** The caller reads the stream to its end or destroys it; else a file or socket stays open. */
  get(key: string, options?: GetOptions): Promise<Readable>;
  head(key: string): Promise<{ sizeBytes: number } | null>;
  copy(from: string, to: string): Promise<void>;
  /** A missing object is no error. */
  delete(key: string): Promise<void>;
  /** Deletes all below a folder. The empty prefix is refused: it would be everything. */
  deletePrefix(prefix: string): Promise<void>;
  /** In byte order of the keys; `''` lists everything. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Writes, reads back and deletes a small object; rejects when any of it fails. */
  checkWritable(): Promise<void>;
  /** The object as a local file for readers that need one, such as a training process. */
  materialize(key: string, options?: { sha256?: string }): Promise<MaterializedFile>;
}
