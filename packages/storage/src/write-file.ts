import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './folder-error.ts';

/** All chunks into a new file, on the disk when this resolves. The caller removes what a failure leaves. */
export async function writeFile(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    for await (const chunk of chunks) {
      let written = 0;
      // A nearly full disk takes a part of a write first, and answers ENOSPC only to the next one.
      while (written < chunk.byteLength) written += (await handle.write(chunk, written)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a finished file in its place in one step that survives a power cut. */
export async function moveIntoPlace(file: string, target: string): Promise<void> {
  const folder = path.dirname(target);
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await rename(file, target);
      break;
    } catch (error) {
      // `deletePrefix` of a neighbour may take the folder away between the two calls.
      if (!hasCode(error, 'ENOENT') || attempt === 10) throw error;
    }
  }
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
