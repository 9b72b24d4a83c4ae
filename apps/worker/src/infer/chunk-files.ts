import { createHash } from 'node:crypto';
import { InferenceRow } from '@modelmint/domain/inference-ask';
import type { Storage } from '@modelmint/storage/storage';
import { ChunkIndex, type ChunkPlace } from './check-message.ts';
import { indexFileName, rowsFileName } from './input-files.ts';

/** Where the rows of each chunk lie. */
export async function readIndex(storage: Storage, rowsPrefix: string): Promise<ChunkPlace[]> {
  const pieces: Buffer[] = [];
  for await (const piece of await storage.get(`${rowsPrefix}/${indexFileName}`)) pieces.push(piece as Buffer);
  return ChunkIndex.parse(JSON.parse(Buffer.concat(pieces).toString()));
}

/** The rows of one chunk; it has at most a few megabytes. */
export async function readRows(storage: Storage, rowsPrefix: string, place: ChunkPlace): Promise<InferenceRow[]> {
  const range = { start: place.offset, end: place.offset + place.bytes - 1 };
  const rows: InferenceRow[] = [];
  for await (const line of linesOf(await storage.get(`${rowsPrefix}/${rowsFileName}`, { range })))
    rows.push(InferenceRow.parse(JSON.parse(line)));
  return rows;
}

/** Lines end with \n alone here: a text may have other line ends inside. */
export async function* linesOf(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    const parts = (rest + decoder.decode(piece as Buffer, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

export interface ChunkLine {
  isFailed: boolean;
  text: string;
}

const marks = { answered: '+', failed: '-' };

/** Stores the lines of a chunk, each behind a mark of its kind. */
export async function storeChunk(
  storage: Storage,
  key: string,
  lines: readonly ChunkLine[],
): Promise<{ sizeBytes: number; sha256: string }> {
  const text = lines.map((line) => `${line.isFailed ? marks.failed : marks.answered}${line.text}\n`).join('');
  const bytes = Buffer.from(text);
  await storage.put(key, bytes);
  return { sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export async function* readChunk(
  storage: Storage,
  { storageKey, sha256 }: { storageKey: string; sha256: string },
): AsyncGenerator<ChunkLine> {
  for await (const line of linesOf(await storage.get(storageKey, { sha256 })))
    yield { isFailed: line.startsWith(marks.failed), text: line.slice(1) };
}
