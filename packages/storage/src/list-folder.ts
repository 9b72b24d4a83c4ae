import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './folder-error.ts';
import type { ListedObject } from './storage.ts';

/** Files below `root/prefix` in byte order of their keys, which is the order of S3. */
export async function* listFolder(root: string, prefix: string): AsyncGenerator<ListedObject> {
  const entries = await readdir(path.join(root, prefix), { withFileTypes: true }).catch((error: unknown) => {
    // Gone or never there: nothing is below it.
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  });
  const names = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) {
    const key = `${prefix}${name}`;
    if (name.endsWith('/')) yield* listFolder(root, key);
    else {
      const stats = await readStats(path.join(root, key));
      if (stats !== null) yield { key, sizeBytes: stats.size, modifiedAt: stats.mtime };
    }
  }
}

/** Null when there is no such file. */
export async function readSize(file: string): Promise<number | null> {
  return (await readStats(file))?.size ?? null;
}

async function readStats(file: string): Promise<{ size: number; mtime: Date } | null> {
  try {
    const stats = await stat(file);
    return stats.isFile() ? stats : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}
