import { tfjsFolderOf } from '@modelmint/domain/model-files';
import type { Storage } from '@modelmint/storage/storage';
import { storeFolder } from '../objects/store-folder.ts';
import type { TrainingDone } from './train-message.ts';

/** Stores what a training made; returns the bytes of all files. The manifest of the model itself comes last. */
export async function storeModel(
  storage: Storage,
  { artifactFolder, tfjsFolder }: Pick<TrainingDone, 'artifactFolder' | 'tfjsFolder'>,
  storagePrefix: string,
): Promise<number> {
  // In a folder of its own, which serving does not fetch.
  const forBrowsers =
    tfjsFolder === undefined
      ? null
      : await storeFolder(storage, { folder: tfjsFolder, prefix: tfjsFolderOf(storagePrefix) });
  const { sizeBytes } = await storeFolder(storage, { folder: artifactFolder, prefix: storagePrefix });
  return sizeBytes + (forBrowsers?.sizeBytes ?? 0);
}
