import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dtypeSize } from './dtype-size.ts';
import type { TensorToWrite } from './tensor-to-write.ts';

/** The header is padded to this, so that the values of a mapped file are aligned. */
const alignment = 8;
/** A single write of more than 2 GiB is cut short by Linux. */
const writeBytesMax = 1 << 30;

/**
 * Writes the safetensors layout: the header's size as a 64-bit number, a JSON header with each tensor's type, shape and
 * place, then the values, one tensor after the other. The file gets its name when all of it is on the disk.
 *
 * @returns size of the values in bytes
 * @throws RangeError when two tensors share a name, or one has other bytes than its shape and type need.
 */
export async function writeTensors(
  file: string,
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<number> {
  const { header, size } = layOut(tensors, metadata);
  const aside = `${file}.part`;
  const handle = await open(aside, 'w');
  try {
    await writeAll(handle, header);
    for (const tensor of tensors) {
      const bytes = await tensor.readBytes();
      if (bytes.length !== sizeOf(tensor))
        throw new RangeError(`${tensor.name} has ${bytes.length} bytes, not ${sizeOf(tensor)}`);
      await writeAll(handle, bytes);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(aside, { force: true });
    throw error;
  }
  await handle.close();
  await rename(aside, file);
  return size;
}

/** Of a tensor's values, in bytes. */
export function sizeOf({ shape, dtype }: Pick<TensorToWrite, 'shape' | 'dtype'>): number {
  return shape.reduce((product, size) => product * size, dtypeSize[dtype]);
}

function layOut(
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>>,
): { header: Buffer; size: number } {
  const entries = new Map<string, unknown>([['__metadata__', metadata]]);
  let offset = 0;
  for (const tensor of tensors) {
    const { name, dtype, shape } = tensor;
    if (entries.has(name)) throw new RangeError(`two tensors are called ${name}`);
    const end = offset + sizeOf(tensor);
    entries.set(name, { dtype, shape, data_offsets: [offset, end] });
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const padded = Math.ceil(json.length / alignment) * alignment;
  const header = Buffer.alloc(8 + padded, ' ');
  header.writeBigUInt64LE(BigInt(padded));
  json.copy(header, 8);
  return { header, size: offset };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, Math.min(bytes.length - done, writeBytesMax));
    done += bytesWritten;
  }
}
