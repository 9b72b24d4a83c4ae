import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a file's bytes; null: unknown. */
export interface KnownBytes {
  sizeBytes: number | null;
  /** Of what lies in large file storage. */
  sha256: string | null;
  /** Git's name of what lies in git. */
  blobId: string | null;
}

/** The hub puts one of the two names into its ETag, or that of the large file beside it. */
export function checksumOf(headers: IncomingHttpHeaders): Pick<KnownBytes, 'sha256' | 'blobId'> {
  const tag = String(headers['x-linked-etag'] ?? headers.etag ?? '').replace(/^W\/|"/g, '');
  return {
    sha256: /^[0-9a-f]{64}$/.test(tag) ? tag : null,
    blobId: /^[0-9a-f]{40}$/.test(tag) ? tag : null,
  };
}

/** What is wrong with a file; null when nothing is, or nothing is known. */
export async function findDamage(file: string, { sizeBytes, sha256, blobId }: KnownBytes): Promise<string | null> {
  const size = (await sizeOf(file)) ?? 0;
  if (sizeBytes !== null && size !== sizeBytes) return `${sizeBytes} bytes expected, ${size} found`;
  if (sha256 !== null) return differ('SHA-256', sha256, await hashFile(file, createHash('sha256')));
  if (blobId === null) return null;
  return differ('git blob', blobId, await hashFile(file, createHash('sha1').update(`blob ${size}\0`)));
}

function differ(what: string, expected: string, found: string): string | null {
  return found === expected ? null : `${what} ${expected} expected, ${found} found`;
}

async function hashFile(file: string, hash: Hash): Promise<string> {
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Null: there is no such file. */
export async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}
