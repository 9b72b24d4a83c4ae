import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { folderError } from './folder-error.ts';
import type { MaterializedFile } from './storage.ts';
import { writeFile } from './write-file.ts';

/** A stream as a file of its own under `tempFolder`, named as the last part of the key (loaders look at endings). */
export async function materializeFile(body: Readable, key: string, tempFolder: string): Promise<MaterializedFile> {
  let folder: string | null = null;
  const release = async () => {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  try {
    folder = await mkdtemp(path.join(tempFolder, 'modelmint-'));
    const file = path.join(folder, path.posix.basename(key));
    await writeFile(file, body);
    return { path: file, release };
  } catch (error) {
    body.destroy();
    await release();
    throw folderError(error, key);
  }
}
