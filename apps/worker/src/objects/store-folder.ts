import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '@modelmint/storage/storage';
import { FolderManifest, manifestName } from './folder-manifest.ts';

export interface StoredFolder {
  manifestKey: string;
  /** Of the manifest, and through it of every file. */
  sha256: string;
  /** Of all files. */
  sizeBytes: number;
}

/** Stores the files of a folder below `prefix`, the manifest last. */
export async function storeFolder(
  storage: Storage,
  { folder, prefix }: { folder: string; prefix: string },
): Promise<StoredFolder> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const files: FolderManifest['files'] = [];
  for (const name of names.sort()) {
    const { sizeBytes, sha256 } = await storage.put(`${prefix}/${name}`, createReadStream(path.join(folder, name)));
    files.push({ name, sizeBytes, sha256 });
  }
  const manifestKey = `${prefix}/${manifestName}`;
  const text = JSON.stringify(FolderManifest.parse({ files }));
  const { sha256 } = await storage.put(manifestKey, Buffer.from(text), { contentType: 'application/json' });
  return { manifestKey, sha256, sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0) };
}
