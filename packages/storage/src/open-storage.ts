import { FolderStorage } from './folder-storage.ts';
import { S3Storage } from './s3-storage.ts';
import type { Storage } from './storage.ts';
import type { StorageSettings } from './storage-settings.ts';

/** Opens nothing yet: call `checkWritable` at the start of a process to learn early that storage is wrong. */
export function openStorage(settings: StorageSettings): Storage {
  return 'folder' in settings ? new FolderStorage(settings.folder) : new S3Storage(settings);
}
