import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { mergedFolderOf } from '@modelmint/domain/model-files';
import type { MergeAnswer, MergeRequest } from '@modelmint/domain/serving-contract';
import { exportMerged } from '@modelmint/ml/adapter/export-merged';
import type { Engine } from '@modelmint/ml/engine/engine';
import type { Storage } from '@modelmint/storage/storage';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { isAdapterFolder } from './load-served-model.ts';

export interface MergeOptions {
  engine: Engine;
  storage: Storage;
  /** Ours to write in. */
  folder: string;
}

/** Works adapters into their bases, one at a time; who asks for the same one waits for the same work. */
export function makeMerger(options: MergeOptions): (request: MergeRequest) => Promise<MergeAnswer> {
  const running = new Map<string, Promise<MergeAnswer>>();
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const known = running.get(request.modelId);
    if (known !== undefined) return known;
    const merging = last
      .then(() => merge(options, request))
      .finally(() => {
        running.delete(request.modelId);
      });
    running.set(request.modelId, merging);
    last = merging.catch(() => undefined);
    return merging;
  };
}

/** Weights are read, changed and written one at a time, so that memory stays flat; the disk holds base and result. */
async function merge(
  { engine, storage, folder }: MergeOptions,
  { modelId, storagePrefix, base, title }: MergeRequest,
): Promise<MergeAnswer> {
  const place = path.join(folder, `merge-${modelId}-${randomUUID()}`);
  const [adapterFolder, baseFolder, merged] = ['adapter', 'base', 'merged'].map((name) => path.join(place, name)) as [
    string,
    string,
    string,
  ];
  try {
    await mkdir(place, { recursive: true });
    await fetchFolder(storage, { prefix: storagePrefix, folder: adapterFolder });
    if (!(await isAdapterFolder(adapterFolder)))
      throw new AppError('invalid_value', 'The model is whole: there is no adapter to work in.', { param: 'format' });
    await fetchFolder(storage, { prefix: base.storagePrefix, folder: baseFolder });
    await exportMerged(merged, { tf: engine.tf, baseFolder, adapterFolder, title });
    const { sizeBytes } = await storeFolder(storage, { folder: merged, prefix: mergedFolderOf(storagePrefix) });
    return { sizeBytes };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
