import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '@modelmint/domain/errors';

/** What the cache needs to know of a loaded model. */
export interface CachedModel {
  bytes: number;
  dispose(): void;
}

export interface ModelCacheOptions<M extends CachedModel> {
  /** Brings the stored files of a model into `folder`. */
  fetch(storagePrefix: string, folder: string): Promise<void>;
  load(folder: string): Promise<M>;
  folder: string;
  memoryBytesMax: number;
  /** The models that are loaded have changed. */
  onChange(): void;
}

interface Entry<M> {
  model: M;
  users: number;
}

/** A model that stays loaded until it is released. */
export interface HeldModel<M> {
  model: M;
  release(): void;
}

/**
 * Loaded models by their id, each loaded once however many ask at a time. When they take more memory than allowed,
 * those that were not used for longest go, never one that is in use.
 */
export class ModelCache<M extends CachedModel> {
  /** In the order of use, the latest last. */
  readonly #entries = new Map<string, Entry<M>>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #options: ModelCacheOptions<M>;

  constructor(options: ModelCacheOptions<M>) {
    this.#options = options;
  }

  get ids(): string[] {
    return [...this.#entries.keys()];
  }

  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { model }) => sum + model.bytes, 0);
  }

  isLoaded(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Throws `engine_overloaded` when it can never fit, `internal_error` when it cannot be loaded. */
  async hold(id: string, storagePrefix: string): Promise<HeldModel<M>> {
    let entry = this.#entries.get(id);
    while (entry === undefined) {
      await this.#loadOnce(id, storagePrefix);
      // Asked again: one that nobody held yet may have made room for another meanwhile.
      entry = this.#entries.get(id);
    }
    entry.users++;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#makeRoom(0);
    let isHeld = true;
    return {
      model: entry.model,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        entry.users--;
        this.#makeRoom(0);
      },
    };
  }

  #loadOnce(id: string, storagePrefix: string): Promise<void> {
    const known = this.#loading.get(id);
    if (known !== undefined) return known;
    const loading = this.#load(id, storagePrefix).finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  async #load(id: string, storagePrefix: string): Promise<void> {
    const { memoryBytesMax, onChange } = this.#options;
    const model = await this.#bring(id, storagePrefix);
    if (model.bytes > memoryBytesMax) {
      model.dispose();
      throw tooLarge(model.bytes, memoryBytesMax);
    }
    this.#makeRoom(model.bytes);
    this.#entries.set(id, { model, users: 0 });
    onChange();
  }

  async #bring(id: string, storagePrefix: string): Promise<M> {
    const { fetch, load } = this.#options;
    const folder = path.join(this.#options.folder, id);
    try {
      await fetch(storagePrefix, folder);
      return await load(folder);
    } catch (error) {
      if (isAppError(error) && error.code !== 'not_found') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('internal_error', `The model could not be loaded: ${reason}`, { cause: error });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #makeRoom(bytes: number): void {
    for (const [id, { model, users }] of this.#entries) {
      if (this.bytes + bytes <= this.#options.memoryBytesMax) return;
      if (users > 0) continue;
      this.#entries.delete(id);
      model.dispose();
      this.#options.onChange();
    }
  }
}

function tooLarge(bytes: number, bytesMax: number): AppError {
  const mebibytes = (size: number) => Math.ceil(size / 2 ** 20);
  return new AppError(
    'engine_overloaded',
    `The model needs ${mebibytes(bytes)} MiB of memory; the serving process may use ${mebibytes(bytesMax)} MiB. Raise SERVING_MEMORY_MB.`,
    { retryable: false },
  );
}
