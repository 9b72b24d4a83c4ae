import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { normalizeText } from '@modelmint/domain/normalize-text';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { Refused } from './refused.ts';

const inflate = promisify(inflateRaw);
const pathCharactersShown = 200;

export interface ArchiveEntry {
  /** Place in the archive's directory, from 1. */
  number: number;
  /** As the archive has it, in NFC and with slashes; may be unsafe. */
  path: string;
  /** For messages. */
  shownPath: string;
  packedBytes: number;
  bytes: number;
  raw: Entry;
}

export interface Archive {
  entryCount: number;
  /** Once, in the order of the directory. */
  entries(): AsyncGenerator<ArchiveEntry>;
  /** The file's bytes, checked against what the directory says, or why they cannot be had. Never more than `bytes`. */
  unpack(entry: ArchiveEntry): Promise<Buffer | DatasetProblem>;
  close(): Promise<void>;
}

/** Opens a ZIP archive by its directory. Throws `Refused` where that is damaged, here or while it is read. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await open(path);
  try {
    // Names are decoded here: one that yauzl refuses would end the reading of all others.
    const zip = await openPromise(path, {
      ...{ lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false },
    });
    const close = async (): Promise<void> => {
      zip.close();
      await file.close();
    };
    const unpack = (entry: ArchiveEntry) => unpackEntry(entry, { zip, file });
    return { entryCount: zip.entryCount, entries: () => readEntries(zip), unpack, close };
  } catch (error) {
    await file.close();
    throw asRefused(error);
  }
}

async function* readEntries(zip: ZipFile): AsyncGenerator<ArchiveEntry> {
  let number = 0;
  try {
    for await (const raw of zip.eachEntry()) {
      number++;
      const path = normalizeText(nameOf(raw).replaceAll('\\', '/'), 'NFC');
      const shownPath = path.length > pathCharactersShown ? `…${path.slice(-pathCharactersShown)}` : path;
      yield { number, path, shownPath, packedBytes: raw.compressedSize, bytes: raw.uncompressedSize, raw };
    }
  } catch (error) {
    throw asRefused(error);
  }
}

/** Many programs write UTF-8 without saying so; yauzl would take it for code page 437. */
function nameOf({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  return isUtf8(fileNameRaw)
    ? fileNameRaw.toString('utf8')
    : getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** The machine's own errors have a code; all others are about the bytes. */
function asRefused(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refused || 'code' in error) return error;
  return new Refused(datasetProblem('zip_damaged', null, { reason: error.message.slice(0, 160) }));
}

async function unpackEntry(
  { raw, number, shownPath: path, bytes, packedBytes }: ArchiveEntry,
  { zip, file }: { zip: ZipFile; file: FileHandle },
): Promise<Buffer | DatasetProblem> {
  const damaged = (reason: string): DatasetProblem => datasetProblem('entry_damaged', number, { path, reason });
  const method = raw.compressionMethod;
  if (raw.isEncrypted()) return datasetProblem('entry_encrypted', number, { path });
  if (method !== 0 && method !== 8) return datasetProblem('entry_method', number, { path, method });
  const start = await startOf(raw, zip);
  if (start === null) return damaged('it does not lie where the directory says');
  const packed = Buffer.allocUnsafe(packedBytes);
  const { bytesRead } = await file.read(packed, 0, packedBytes, start);
  if (bytesRead < packedBytes) return damaged('its data end early');
  const unpacked = method === 0 ? packed : await inflateAtMost(packed, bytes);
  if (unpacked === null || unpacked.length !== bytes) return damaged('its data do not have the size that was given');
  return crc32(unpacked) === raw.crc32 ? unpacked : damaged('its checksum is wrong');
}

async function startOf(raw: Entry, zip: ZipFile): Promise<number | null> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(raw, { minimal: true });
    return fileDataStart;
  } catch (error) {
    if (asRefused(error) === error) throw error;
    return null;
  }
}

/** null where the data are damaged or larger. */
async function inflateAtMost(packed: Buffer, bytesMax: number): Promise<Buffer | null> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, bytesMax) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE' || code.startsWith('Z_')) return null;
    throw error;
  }
}
