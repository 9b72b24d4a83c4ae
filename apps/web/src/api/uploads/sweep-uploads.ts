import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FileStore } from '@tus/file-store';

/** Keeps the record of an upload, so that its client can still ask what became of it. */
export async function dropBytes(store: FileStore, uploadId: string): Promise<void> {
  await rm(path.join(store.directory, uploadId), { force: true });
}

/** Forgets uploads that began longer ago, whole or not. Returns how many. */
export async function sweepUploads(store: FileStore, lifeMs: number): Promise<number> {
  const ids = (await store.configstore.list?.()) ?? [];
  let swept = 0;
  for (const id of ids) {
    const record = await store.configstore.get(id);
    const began = record?.creation_date === undefined ? 0 : Date.parse(record.creation_date);
    if (record === undefined || Date.now() - began < lifeMs) continue;
    await dropBytes(store, id);
    await store.configstore.delete(id);
    swept += 1;
  }
  return swept;
}

/** What uploads of an organization, begun and not finished, have announced. Their ids begin with the organization's. */
export async function begunBytes(store: FileStore, organizationId: string): Promise<number> {
  const ids = (await store.configstore.list?.()) ?? [];
  let sum = 0;
  for (const id of ids.filter((one) => one.startsWith(`${organizationId}_`)))
    if (existsSync(path.join(store.directory, id))) sum += (await store.configstore.get(id))?.size ?? 0;
  return sum;
}
