import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { dtypeSize } from './dtype-size.ts';
import { foreignFormat, headSize } from './foreign-format.ts';
import { type Header, type PlacedTensor, parseHeader } from './parse-header.ts';
import { toFloat32 } from './to-float32.ts';
import type { WeightSource } from './weight-source.ts';

const headerSizeMax = 10_000_000;
const sizeBytes = 8;
/** What is read at once of types that are not float32: fits the cache, and is a whole number of values. */
const pieceBytes = 1 << 20;
/** A single read of more than 2 GiB is cut short by Linux. */
const readBytesMax = 1 << 30;

/**
 * Opens a safetensors file: its header is read and checked, its tensors are read when asked for. Close it after use.
 *
 * @throws AppError `invalid_file` when it is missing, cut off, damaged, or of another kind; the message says which and
 * what to do.
 */
export async function openSafetensors(file: string): Promise<WeightSource> {
  const base = path.basename(file);
  const handle = await openFile(file);
  try {
    const { header, start } = await readHeader(handle, base);
    return sourceOf({ handle, base, header, start });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    const { dir, base } = path.parse(file);
    throw new AppError('invalid_file', `${path.basename(dir)} has no ${base}`, { cause });
  }
}

async function readHeader(handle: FileHandle, base: string): Promise<{ header: Header; start: number }> {
  const refuse = (what: string, cause?: unknown) =>
    new AppError('invalid_file', `${base} is not a whole weights file: ${what}`, { cause });
  const stat = await handle.stat();
  if (!stat.isFile()) throw refuse('it is no file');
  const head = Buffer.alloc(Math.min(stat.size, headSize));
  await readExactly(handle, head, 0);
  // A header's size may look like the magic of another format, so the brace that follows it decides.
  const isOfOurKind = head.length > sizeBytes && head[sizeBytes] === 0x7b && head.readBigUInt64LE() <= headerSizeMax;
  const foreign = isOfOurKind ? undefined : foreignFormat(head);
  if (foreign !== undefined) throw new AppError('invalid_file', `${base} ${foreign}`);
  if (head.length < sizeBytes) throw refuse(`it has ${head.length} bytes`);
  const size = head.readBigUInt64LE();
  if (size > headerSizeMax) throw refuse(`its header would have ${size} bytes; the limit is ${headerSizeMax}`);
  const start = sizeBytes + Number(size);
  if (start > stat.size) throw refuse('it ends inside its header');
  const json = Buffer.alloc(Number(size));
  await readExactly(handle, json, sizeBytes);
  try {
    return { header: parseHeader(json, stat.size - start), start };
  } catch (error) {
    throw refuse((error as Error).message, error);
  }
}

interface OpenFile {
  handle: FileHandle;
  base: string;
  header: Header;
  /** Where the values begin. */
  start: number;
}

function sourceOf({ handle, base, header, start }: OpenFile): WeightSource {
  const byName = new Map(header.tensors.map((one) => [one.name, one]));
  const need = (name: string) => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`${base} has no ${name}`);
    return found;
  };
  return {
    tensors: header.tensors,
    metadata: header.metadata,
    find: (name) => byName.get(name),
    readFloat32: (name) => readFloat32(handle, need(name), start),
    readBytes: async (name) => {
      const tensor = need(name);
      return await readExactly(handle, new Uint8Array(tensor.end - tensor.start), start + tensor.start);
    },
    close: () => handle.close(),
  };
}

async function readFloat32(handle: FileHandle, tensor: PlacedTensor, start: number): Promise<Float32Array> {
  const size = dtypeSize[tensor.dtype];
  const values = new Float32Array((tensor.end - tensor.start) / size);
  if (tensor.dtype === 'F32') {
    await readExactly(handle, new Uint8Array(values.buffer), start + tensor.start);
    return values;
  }
  const piece = new Uint8Array(Math.min(pieceBytes, tensor.end - tensor.start));
  const convert = toFloat32[tensor.dtype];
  for (let at = tensor.start; at < tensor.end; at += pieceBytes) {
    const bytes = await readExactly(handle, piece.subarray(0, tensor.end - at), start + at);
    const from = (at - tensor.start) / size;
    convert(bytes, values.subarray(from, from + bytes.length / size));
  }
  return values;
}

/** Fills `bytes` from `position` of the file. */
async function readExactly<Bytes extends Uint8Array>(
  handle: FileHandle,
  bytes: Bytes,
  position: number,
): Promise<Bytes> {
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(bytes.length - done, readBytesMax);
    const { bytesRead } = await handle.read(bytes, done, length, position + done);
    if (bytesRead === 0) throw new AppError('invalid_file', 'a weights file became shorter while it was read');
    done += bytesRead;
  }
  return bytes;
}
