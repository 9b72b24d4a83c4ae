import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { AppError } from '@modelmint/domain/errors';
import type { Storage } from './storage.ts';

/** A round trip, because a store may accept writes and lose them, or be readable only. */
export async function checkWritable(storage: Storage): Promise<void> {
  const key = `write-check/${randomUUID()}`;
  const written = Buffer.from(key);
  await storage.put(key, written);
  try {
    const read = await buffer(await storage.get(key));
    if (!read.equals(written)) throw new AppError('internal_error', 'Storage gave back other bytes than were written.');
  } finally {
    await storage.delete(key);
  }
}
