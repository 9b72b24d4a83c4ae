import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportUpload } from '@modelmint/db/system/claim-import';
import type { WorkerDeps } from '../deps.ts';
import { chooseFiles } from './choose-files.ts';
import { checkImportSize, type ImportLimits } from './import-limits.ts';

export interface CopyUploadsOptions {
  uploads: readonly ImportUpload[];
  /** There; gets the files of the checkpoint under their names. */
  to: string;
  limits: ImportLimits;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Brings a checkpoint whose files were uploaded one by one. What does not belong to it stays where it is. */
export async function copyUploads({ storage }: WorkerDeps, options: CopyUploadsOptions): Promise<void> {
  const { uploads, to, limits, signal, onProgress } = options;
  const byName = new Map(uploads.map((upload) => [upload.name, upload]));
  const chosen = chooseFiles([...byName.keys()]).flatMap((name) => byName.get(name) ?? []);
  const total = chosen.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  checkImportSize(total, limits);
  let done = 0;
  for (const { name, key, sha256, sizeBytes } of chosen) {
    signal.throwIfAborted();
    const file = await storage.materialize(key, { sha256 });
    try {
      await copyFile(file.path, path.join(to, name));
    } finally {
      await file.release();
    }
    done += sizeBytes;
    onProgress(total === 0 ? 1 : done / total);
  }
}
