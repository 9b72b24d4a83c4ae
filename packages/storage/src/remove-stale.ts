import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './folder-error.ts';

/** No writer leaves its file untouched for a day: what is older was left by a process that died. */
const ageMaxMs = 24 * 60 * 60 * 1000;

export async function removeStale(folder: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    try {
      if (now - (await stat(file)).mtimeMs > ageMaxMs) await rm(file, { force: true });
    } catch (error) {
      // Another writer has just moved it into place.
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
}
