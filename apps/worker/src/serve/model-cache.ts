import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { ServedModel } from '@modelmint/domain/serving-contract';
import { noRoom, tooLarge } from './memory-errors.ts';
import { Slots } from './slots.ts';

/** What the cache needs to know of a loaded model. */
export interface CachedModel {
  /** What it takes as long as it is loaded; of an adapter without its base. */
  bytes: number;
  /** What calls take on top while they run, such as keys and values. */
  workBytes?: number;
  dispose(): void;
}

export interface ModelCacheOptions<M extends CachedModel> {
  /** Brings the stored files of a model into `folder`. */
  fetch(storagePrefix: string, folder: string): Promise<void>;
  /** `base` for files that are an adapter. It stays loaded as long as what is made of it. */
  load(folder: string, base: M | undefined): Promise<M>;
  /** Whether the files are an adapter, which needs its base. Default: none is. */
  isAdapter?(folder: string): Promise<boolean>;
  folder: string;
  memoryBytesMax: number;
  /** The models that are loaded have changed. */
  onChange(): void;
}

type Use = 'users' | 'adapters';

interface Entry<M> {
  model: M;
  /** Calls that run. */
  users: number;
  /** Adapters that stand on it. */
  adapters: number;
  base: Entry<M> | undefined;
}

/** A model that stays loaded until it is released. */
export interface HeldModel<M> {
  model: M;
  release(): void;
}

/** Calls at a time may take so many times the memory that idle models may: what is in use cannot go. */
const overshoot = 2;

/**
 * Loaded models by their id, each loaded once however many ask at a time, a base once for all of its adapters. When they
 * take more memory than allowed, those that were not used for longest go, never one that is in use.
 */
export class ModelCache<M extends CachedModel> {
  /** In the order of use, the latest last. */
  readonly #entries = new Map<string, Entry<M>>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #loads = new Slots(1);
  readonly #options: ModelCacheOptions<M>;

  constructor(options: ModelCacheOptions<M>) {
    this.#options = options;
  }

  get ids(): string[] {
    return [...this.#entries.keys()];
  }

  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + costOf(entry), 0);
  }

  isLoaded(id: string): boolean {
    return this.#entries.has(id);
  }

  /**
   * Throws `engine_overloaded` when it can never fit, or not beside what is in use; `internal_error` when it cannot be
   * loaded.
   */
  async hold(id: string, storagePrefix: string, base: ServedModel['base'] = null): Promise<HeldModel<M>> {
    const entry = await this.#take({ modelId: id, storagePrefix, base }, 'users');
    return { model: entry.model, release: once(() => this.#free(entry, 'users')) };
  }

  async #take(files: ServedModel, kind: Use): Promise<Entry<M>> {
    const id = files.modelId;
    let entry = this.#entries.get(id);
    while (entry === undefined) {
      await this.#loadOnce(files);
      // Asked again: one that nobody held yet may have made room for another meanwhile.
      entry = this.#entries.get(id);
    }
    // In the same turn: what is free may go at any time.
    entry[kind]++;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#makeRoom(0);
    return entry;
  }

  #free(entry: Entry<M>, kind: Use): void {
    entry[kind]--;
    this.#makeRoom(0);
  }

  #loadOnce(files: ServedModel): Promise<void> {
    const known = this.#loading.get(files.modelId);
    if (known !== undefined) return known;
    const loading = this.#load(files).finally(() => this.#loading.delete(files.modelId));
    this.#loading.set(files.modelId, loading);
    return loading;
  }

  async #load(files: ServedModel): Promise<void> {
    const { model, base } = await this.#bring(files);
    try {
      this.#checkRoom(model, base);
    } catch (error) {
      model.dispose();
      if (base !== undefined) this.#free(base, 'adapters');
      throw error;
    }
    this.#makeRoom(model.bytes);
    this.#entries.set(files.modelId, { model, users: 0, adapters: 0, base });
    this.#options.onChange();
  }

  #checkRoom(model: M, base: Entry<M> | undefined): void {
    const { memoryBytesMax } = this.#options;
    const needed = model.bytes + (model.workBytes ?? 0) + (base?.model.bytes ?? 0);
    if (needed > memoryBytesMax) throw tooLarge(needed, memoryBytesMax);
    const inUse = [...this.#entries.values()].filter((one) => one !== base && !isIdle(one));
    const used = inUse.reduce((sum, one) => sum + costOf(one), 0);
    if (used + needed > overshoot * memoryBytesMax) throw noRoom();
  }

  /** The base comes back with one adapter more on it. */
  async #bring({ modelId, storagePrefix, base }: ServedModel): Promise<{ model: M; base: Entry<M> | undefined }> {
    const { fetch, load, isAdapter } = this.#options;
    const folder = path.join(this.#options.folder, modelId);
    let found: Entry<M> | undefined;
    try {
      await fetch(storagePrefix, folder);
      if (await isAdapter?.(folder)) found = await this.#takeBase(modelId, base);
      const standsOn = found?.model;
      // One after the other: each is told only afterwards what does not fit, and several together fill the memory.
      return { model: await this.#loads.run(() => load(folder, standsOn)), base: found };
    } catch (error) {
      if (found !== undefined) this.#free(found, 'adapters');
      if (isAppError(error) && error.code !== 'not_found') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('internal_error', `The model could not be loaded: ${reason}`, { cause: error });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #takeBase(modelId: string, base: ServedModel['base']): Promise<Entry<M>> {
    if (base === null || base.id === modelId)
      throw new AppError(
        'internal_error',
        `The model ${modelId} is an adapter, and the call does not say of what base.`,
      );
    return this.#take({ modelId: base.id, storagePrefix: base.storagePrefix, base: null }, 'adapters');
  }

  #makeRoom(bytes: number): void {
    const { memoryBytesMax, onChange } = this.#options;
    while (this.bytes + bytes > memoryBytesMax) {
      const idle = [...this.#entries].find(([, entry]) => isIdle(entry));
      if (idle === undefined) return;
      const [id, entry] = idle;
      this.#entries.delete(id);
      entry.model.dispose();
      if (entry.base !== undefined) entry.base.adapters--;
      onChange();
    }
  }
}

function isIdle({ users, adapters }: Entry<CachedModel>): boolean {
  return users === 0 && adapters === 0;
}

function costOf({ model, users }: Entry<CachedModel>): number {
  return model.bytes + (users === 0 ? 0 : (model.workBytes ?? 0));
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}
