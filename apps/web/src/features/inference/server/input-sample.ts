import { createGunzip } from 'node:zlib';
import { AppError } from '@modelmint/domain/errors';
import type { InferenceSample } from '@modelmint/domain/estimate-inference';
import type { Deps } from '../../../deps.ts';
import type { InputFile } from './input-file.ts';

/** A packed text can be a thousand times as large. */
const textBytesMax = 8 * 1024 * 1024;

/**
 * The beginning of a file, as far as `bytesMax` of it reach. Throws `invalid_file` for what holds no rows; the worker's
 * check of all lines is what counts.
 */
export async function readInputSample(deps: Deps, file: InputFile, bytesMax: number): Promise<InferenceSample> {
  const { sizeBytes, storageKey } = file;
  const bytes = Math.min(sizeBytes, bytesMax);
  const stream = await deps.storage.get(storageKey, { range: { start: 0, end: bytes - 1 } });
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const read = Buffer.concat(chunks);
  if (isZip(read))
    throw notRows('A zip archive holds no rows to answer. Send JSON Lines with {"image": "<base64>"} for images.');
  const packed = read[0] === 0x1f && read[1] === 0x8b;
  const plain = packed ? await unpack(read) : read;
  const text = plain.toString();
  if (text.trim() === '') throw notRows('The file has no rows.');
  if (/[\0\uFFFD]/.test(text.slice(0, 4_096)))
    throw notRows('The file is no text in UTF-8. Send JSON Lines or CSV, plain or packed with gzip.');
  const isCut = packed && plain.length >= textBytesMax;
  return { text, sizeBytes, bytes: isCut ? Math.min(bytes, sizeBytes - 1) : bytes };
}

const isZip = (bytes: Buffer): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) <= 0x05;

const notRows = (message: string) => new AppError('invalid_file', message, { param: 'fileId' });

/** As much as is there: the end of the stream may be missing. */
async function unpack(packed: Buffer): Promise<Buffer> {
  const gunzip = createGunzip();
  gunzip.end(packed);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= textBytesMax) break;
    }
  } catch {
    if (size === 0) throw notRows('The file is packed and cannot be unpacked: it is damaged.');
  }
  return Buffer.concat(chunks);
}
