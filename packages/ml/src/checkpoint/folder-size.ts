import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of the files that lie in a folder, without those in folders of its own. */
export async function folderSize(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile()) total += (await stat(path.join(folder, entry.name))).size;
  return total;
}
