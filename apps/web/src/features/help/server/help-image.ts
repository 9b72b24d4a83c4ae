import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { imageName } from './help-image-url.ts';

/** The bytes of a picture of the docs, null when there is none of that name. */
export async function readHelpImage(docsFolder: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!imageName.test(name)) return null;
  try {
    return new Uint8Array(await readFile(path.join(docsFolder, 'images', name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
