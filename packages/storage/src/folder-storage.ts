import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AppError } from '@modelmint/domain/errors';
import { checkKey, checkPrefix } from './check-key.ts';
import { checkRange } from './check-range.ts';
import { checkWritable } from './check-writable.ts';
import { folderError } from './folder-error.ts';
import { listFolder, readSize } from './list-folder.ts';
import { MeasuredBody } from './measured-body.ts';
import { removeStale } from './remove-stale.ts';
import type { GetOptions, ListedObject, MaterializedFile, PutOptions, Storage, StoredObject } from './storage.ts';
import { verifyStream } from './verify-stream.ts';
import { moveIntoPlace, writeFile } from './write-file.ts';

/** Objects as files of one folder; a file on its way is in `.incoming` on the same disk. */
export class FolderStorage implements Storage {
  readonly #root: string;
  readonly #incoming: string;
  #ready: Promise<void> | null = null;

  constructor(folder: string) {
    this.#root = path.resolve(folder);
    this.#incoming = path.join(this.#root, '.incoming');
  }

  async put(key: string, source: Readable | Uint8Array, options: PutOptions = {}): Promise<StoredObject> {
    const body = new MeasuredBody(source, options);
    try {
      await this.#place(key, (file) => writeFile(file, body));
      return { key, sizeBytes: body.sizeBytes, sha256: body.sha256 };
    } catch (error) {
      if (body.failure !== null) throw body.failure.error;
      throw error;
    } finally {
      body.destroy();
    }
  }

  async get(key: string, options: GetOptions = {}): Promise<Readable> {
    const stream = await this.#open(key, options.range);
    return options.sha256 === undefined ? stream : verifyStream(stream, key, options.sha256);
  }

  async head(key: string): Promise<{ sizeBytes: number } | null> {
    const file = this.#fileOf(key);
    return attempt(key, async () => {
      const sizeBytes = await readSize(file);
      return sizeBytes === null ? null : { sizeBytes };
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const source = this.#fileOf(from);
    checkKey(to);
    if ((await this.head(from)) === null) throw new AppError('not_found', `No stored object ${from}.`);
    await this.#place(to, async (file) => {
      await copyFile(source, file);
      const handle = await open(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  async delete(key: string): Promise<void> {
    const file = this.#fileOf(key);
    await attempt(key, async () => {
      if ((await readSize(file)) !== null) await rm(file, { force: true });
    });
  }

  async deletePrefix(prefix: string): Promise<void> {
    const folder = checkPrefix(prefix);
    if (folder === '') throw new AppError('invalid_value', 'An empty prefix would delete everything.');
    await attempt(folder, () => rm(path.join(this.#root, folder), { recursive: true, force: true }));
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    yield* listFolder(this.#root, checkPrefix(prefix));
  }

  checkWritable(): Promise<void> {
    return checkWritable(this);
  }

  async materialize(key: string, options: { sha256?: string } = {}): Promise<MaterializedFile> {
    const file = this.#fileOf(key);
    if ((await this.head(key)) === null) throw new AppError('not_found', `No stored object ${key}.`);
    if (options.sha256 !== undefined) await finished((await this.get(key, { sha256: options.sha256 })).resume());
    return { path: file, release: () => Promise.resolve() };
  }

  #fileOf(key: string): string {
    return path.join(this.#root, checkKey(key));
  }

  async #open(key: string, range: GetOptions['range']): Promise<Readable> {
    const file = this.#fileOf(key);
    return attempt(key, async () => {
      const handle = await open(file, 'r');
      try {
        const stats = await handle.stat();
        if (!stats.isFile()) throw new AppError('not_found', `No stored object ${key}.`);
        const bytes = range === undefined ? {} : checkRange(range, stats.size);
        return handle.createReadStream({ ...bytes, highWaterMark: 256 * 1024 });
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /** Lets `write` fill a file that nobody sees, and shows it under its key only when it is whole and on the disk. */
  async #place(key: string, write: (file: string) => Promise<void>): Promise<void> {
    const target = this.#fileOf(key);
    await attempt(key, async () => {
      this.#ready ??= this.#prepare();
      await this.#ready;
      const file = path.join(this.#incoming, randomUUID());
      try {
        await write(file);
        await moveIntoPlace(file, target);
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    });
  }

  async #prepare(): Promise<void> {
    try {
      await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
      await removeStale(this.#incoming);
    } catch (error) {
      this.#ready = null;
      throw error;
    }
  }
}

async function attempt<T>(key: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw folderError(error, key);
  }
}
