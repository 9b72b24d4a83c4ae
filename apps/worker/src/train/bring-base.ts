import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '@modelmint/storage/storage';
import { fetchFolder } from '../objects/fetch-folder.ts';

export interface BaseCache {
  storage: Storage;
  /** Shared by all processes of this machine. */
  cacheFolder: string;
  /** Of all bases together; the one that was just brought stays. */
  bytesMax?: number;
}

const defaultBytesMax = 20e9;
/** Of a process that died while it brought one. */
const abandonedMs = 6 * 3_600_000;
const triesMax = 3;
const freshPrefix = '.new-';

/**
 * Brings a base's files into a folder of the job's own, from the disk where an earlier job has left them. The files are hard
 * links into the cache: what is dropped there, by whichever process, stays for the jobs that use it.
 *
 * @throws AppError `internal_error` when a byte has changed in the storage, `not_found` when a file is missing
 */
export async function bringBase(
  cache: BaseCache,
  base: { id: string; storagePrefix: string },
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<string> {
  // Another import of the same base lies elsewhere.
  const digest = createHash('sha256').update(base.storagePrefix).digest('hex').slice(0, 12);
  const entry = path.join(cache.cacheFolder, `${base.id}-${digest}`);
  await mkdir(cache.cacheFolder, { recursive: true });
  for (let tries = 1; ; tries++) {
    if (!(await linkFiles(entry, folder))) {
      if (tries > triesMax) throw new Error(`the cache of bases is emptied faster than it is read: ${entry}`);
      await fetchEntry(cache, { entry, prefix: base.storagePrefix, signal });
      continue;
    }
    await dropOldest(cache, entry);
    return folder;
  }
}

async function fetchEntry(
  { storage, cacheFolder }: BaseCache,
  { entry, prefix, signal }: { entry: string; prefix: string; signal: AbortSignal },
): Promise<void> {
  const fresh = path.join(cacheFolder, `${freshPrefix}${randomUUID()}`);
  try {
    await fetchFolder(storage, { prefix, folder: fresh, signal });
    await rename(fresh, entry);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another job of this machine was faster.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

/** False: the entry is not there, or went away meanwhile. */
async function linkFiles(entry: string, folder: string): Promise<boolean> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const now = new Date();
    await utimes(entry, now, now);
    for (const name of await readdir(entry)) await linkOrCopy(path.join(entry, name), path.join(folder, name));
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // Not every file system has links.
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EXDEV', 'EMLINK', 'ENOSYS')) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

/** Drops the entries that were used longest ago, until the rest is small enough. */
async function dropOldest({ cacheFolder, bytesMax = defaultBytesMax }: BaseCache, used: string): Promise<void> {
  const entries: { folder: string; bytes: number; usedAt: number }[] = [];
  for (const name of await readdir(cacheFolder)) {
    const folder = path.join(cacheFolder, name);
    const usedAt = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (usedAt === null) continue;
    if (!name.startsWith(freshPrefix)) entries.push({ folder, bytes: await sizeOf(folder), usedAt });
    else if (Date.now() - usedAt > abandonedMs) await rm(folder, { recursive: true, force: true });
  }
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { folder, bytes } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= bytesMax || folder === used) continue;
    // Under another name first: nobody may find half of it.
    const aside = path.join(cacheFolder, `${freshPrefix}${randomUUID()}`);
    await rename(folder, aside).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
    await rm(aside, { recursive: true, force: true });
    total -= bytes;
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  try {
    for (const name of await readdir(folder)) bytes += (await stat(path.join(folder, name))).size;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  return bytes;
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
