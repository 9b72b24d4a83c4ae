import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@modelmint/domain/errors';
import type { Storage } from '@modelmint/storage/storage';
import { FolderManifest, manifestBytesMax, manifestName } from './folder-manifest.ts';

export interface FetchFolderOptions {
  prefix: string;
  /** Holds all files or is not there; replaced when it is there. */
  folder: string;
  /** Of the manifest. Without it the manifest is believed. */
  sha256?: string;
  signal?: AbortSignal;
}

/** Brings a stored folder here. Throws `internal_error` when a byte has changed, `not_found` when a file is missing. */
export async function fetchFolder(storage: Storage, options: FetchFolderOptions): Promise<{ sizeBytes: number }> {
  const { prefix, folder, signal } = options;
  const { files } = await readManifest(storage, options);
  const half = `${folder}.${process.pid}.part`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  try {
    for (const { name, sha256 } of files) {
      const body = await storage.get(`${prefix}/${name}`, { sha256 });
      await pipeline(body, createWriteStream(path.join(half, name)), { ...(signal === undefined ? {} : { signal }) });
    }
    await rm(folder, { recursive: true, force: true });
    await rename(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new AppError('storage_full', `There is no space left for the files of ${prefix}.`, { cause: error });
    throw error;
  }
  return { sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0) };
}

async function readManifest(storage: Storage, { prefix, sha256 }: FetchFolderOptions): Promise<FolderManifest> {
  const key = `${prefix}/${manifestName}`;
  const body = await storage.get(key, sha256 === undefined ? {} : { sha256 });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > manifestBytesMax) throw new AppError('internal_error', `${key} is no manifest: it is too long.`);
    parts.push(part);
  }
  try {
    return FolderManifest.parse(JSON.parse(Buffer.concat(parts).toString()));
  } catch (cause) {
    throw new AppError('internal_error', `${key} is no manifest of a stored folder.`, { cause });
  }
}
