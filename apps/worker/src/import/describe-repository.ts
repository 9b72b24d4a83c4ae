import { z } from 'zod';
import type { KnownBytes } from './checksum.ts';
import { type AskedFor, hubRefusal } from './hub-answer.ts';
import { type HubAccess, requestHub } from './hub-request.ts';
import { importRefused } from './import-refused.ts';

/** A file of a repository, as far as the hub tells. */
export interface HubFile extends KnownBytes {
  name: string;
}

export interface HubRepository {
  /** The commit that the revision means now. */
  sha: string;
  /** At its top; folders are left out. */
  files: HubFile[];
  licence: string | null;
}

const ModelInfo = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  siblings: z
    .array(
      z.object({
        rfilename: z.string(),
        size: z.number().int().nonnegative().nullish(),
        blobId: z.string().nullish(),
        lfs: z.object({ sha256: z.string().nullish(), size: z.number().nullish() }).nullish(),
      }),
    )
    .max(100_000),
  cardData: z.object({ license: z.unknown(), license_name: z.unknown() }).partial().nullish(),
});

const answerBytesMax = 32 * 1024 * 1024;

export function repositoryPath(repository: string): string {
  return repository.split('/').map(encodeURIComponent).join('/');
}

/** Asks the hub for the files of a repository at a revision. Throws what `hubRefusal` makes of another answer. */
export async function describeRepository(
  hub: HubAccess,
  { repository, revision, signal }: { repository: string; revision: string; signal: AbortSignal },
): Promise<HubRepository> {
  const path = `/api/models/${repositoryPath(repository)}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const { message } = await requestHub({ hub, path, signal });
  const asked: AskedFor = { repository, revision, hasToken: hub.token !== undefined };
  if (message.statusCode !== 200) {
    message.destroy();
    throw hubRefusal(message, asked);
  }
  const info = ModelInfo.safeParse(await readJson(message));
  if (!info.success)
    throw importRefused(
      `The hub's answer about '${repository}' is not understood: ${info.error.message.slice(0, 200)}`,
    );
  const { sha, siblings, cardData } = info.data;
  return {
    sha,
    files: siblings
      .filter(({ rfilename }) => !rfilename.includes('/'))
      .map(({ rfilename: name, size, lfs, blobId }) => ({
        name,
        sizeBytes: lfs?.size ?? size ?? null,
        sha256: lfs?.sha256 ?? null,
        blobId: lfs == null ? (blobId ?? null) : null,
      })),
    licence: licenceOf(cardData ?? {}),
  };
}

function licenceOf({ license, license_name: name }: { license?: unknown; license_name?: unknown }): string | null {
  const first: unknown = Array.isArray(license) ? license[0] : license;
  if (first === 'other' && typeof name === 'string') return name;
  return typeof first === 'string' ? first : null;
}

async function readJson(message: AsyncIterable<Buffer>): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message) {
    size += part.length;
    if (size > answerBytesMax) throw importRefused('The hub lists more files than can be read.');
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch (error) {
    throw importRefused('The hub answers with something else than JSON: is HF_ENDPOINT the address of a hub?', error);
  }
}
