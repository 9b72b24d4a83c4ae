import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { isAppError } from '@modelmint/domain/errors';
import { checksumOf, findDamage, type KnownBytes, sizeOf } from './checksum.ts';
import { countBytes } from './count-bytes.ts';
import { type AskedFor, hubRefusal } from './hub-answer.ts';
import { asAway, type HubAccess, requestHub } from './hub-request.ts';
import { importRefused } from './import-refused.ts';
import { type Patience, retryHub } from './retry-hub.ts';

export interface DownloadOptions {
  hub: HubAccess;
  /** `/owner/name/resolve/<sha>/<file>` */
  path: string;
  name: string;
  known: KnownBytes;
  asked: AskedFor;
  /** Appears when it is whole; its part lies beside it until then, and is gone on with after a crash. */
  target: string;
  signal: AbortSignal;
  patience: Patience;
  /** Bytes of this file that are here; throws to stop. */
  onBytes: (done: number) => void;
}

/** A file that arrives with other bytes than the hub says is fetched so often. */
const damagedMax = 2;

/** Fetches a file through cut lines and restarts, and compares its checksum. */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { target, name, signal, patience } = options;
  const here = await sizeOf(target);
  if (here !== null) return options.onBytes(here);
  const part = `${target}.part`;
  for (let tries = 1; ; tries++) {
    const seen = { bytes: 0 };
    const known = await retryHub(() => fetchRest(options, part, seen), {
      patience,
      signal,
      progress: () => seen.bytes,
    });
    const wrong = await findDamage(part, known);
    if (wrong === null) break;
    await rm(part, { force: true });
    if (tries === damagedMax)
      throw importRefused(
        `${name} arrived ${tries} times with other bytes than the hub says: ${wrong}. Try again later, or another revision.`,
      );
  }
  await rename(part, target);
}

/** One request for what is missing of the part; returns what is known of the whole then. */
async function fetchRest(options: DownloadOptions, part: string, seen: { bytes: number }): Promise<KnownBytes> {
  const { hub, path, name, known, asked, signal, onBytes } = options;
  const from = await findStart(part, known);
  if (from !== null && from === known.sizeBytes) return known;
  const { message, own } = await requestHub({ hub, path, from: from ?? 0, signal });
  const start = await acceptAnswer(message, { from: from ?? 0, part, asked });
  const length = message.headers['content-length'];
  const told = { ...checksumOf(own), sizeBytes: length === undefined ? null : start + Number(length) };
  const whole = {
    sizeBytes: known.sizeBytes ?? told.sizeBytes,
    sha256: known.sha256 ?? told.sha256,
    blobId: known.blobId ?? told.blobId,
  };
  let done = start;
  const count = (bytes: number) => {
    done += bytes;
    seen.bytes = Math.max(seen.bytes, done);
    if (whole.sizeBytes !== null && done > whole.sizeBytes)
      throw importRefused(`${name} is longer than the ${whole.sizeBytes} bytes that the hub says.`);
    onBytes(done);
  };
  onBytes(start);
  const out = createWriteStream(part, { flags: start > 0 ? 'a' : 'w' });
  await pipeline(message, countBytes(count), out, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw isAppError(error) || isOfDisk(error) ? error : asAway(error, hub.endpoint);
  });
  // A server that ends early without a word: the next try fetches the rest.
  if (whole.sizeBytes !== null && done < whole.sizeBytes) throw asAway(new Error(`${name} was cut off`), hub.endpoint);
  return whole;
}

/** Bytes that are here already; null: none. A part that is longer than its file is of another one. */
async function findStart(part: string, { sizeBytes }: KnownBytes): Promise<number | null> {
  const size = await sizeOf(part);
  if (size === null || sizeBytes === null || size <= sizeBytes) return size;
  await rm(part, { force: true });
  return null;
}

/** From where the body of an answer goes on. */
async function acceptAnswer(
  message: IncomingMessage,
  { from, part, asked }: { from: number; part: string; asked: AskedFor },
): Promise<number> {
  if (message.statusCode === 206) return from;
  if (message.statusCode === 200) return 0;
  message.destroy();
  if (message.statusCode !== 416) throw hubRefusal(message, asked);
  await rm(part, { force: true });
  throw asAway(new Error('the part that was here is not of this file'), 'the hub');
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && ['write', 'open', 'close'].includes(String(error.syscall));
}
