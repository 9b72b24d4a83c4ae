// Wheels are zip files, and Node has no reader for them: the central directory, then each wanted entry through zlib.
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSize = 22;
const commentSizeMax = 0xffff;

/**
 * The entries of a zip file: `{ name, method, flags, crc, packedSize, size, mode, offset }`. Folders are left out.
 * Throws when the file is cut off, is no zip, or needs zip64.
 */
export async function listZip(file) {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - endSize - commentSizeMax), size);
    const end = findEnd(tail, file);
    const count = tail.readUInt16LE(end + 10);
    const directorySize = tail.readUInt32LE(end + 12);
    const directoryOffset = tail.readUInt32LE(end + 16);
    if (count === 0xffff || directoryOffset === 0xffffffff)
      throw new Error(`${file} is a zip64 file, which is not read here`);
    if (directoryOffset + directorySize > size) throw new Error(`${file} is cut off`);
    const directory = await readAt(handle, directoryOffset, directoryOffset + directorySize);
    return readDirectory(directory, count, file);
  } finally {
    await handle.close();
  }
}

/**
 * Unpacks the entries that `wanted(name)` accepts into `folder`, each checked by its CRC-32 and named only when whole.
 * Refuses names that leave `folder`. `onBytes(count)` hears of each piece that was written. Returns the names.
 */
export async function unpackZip({ file, folder, wanted, onBytes = () => {} }) {
  const entries = (await listZip(file)).filter(({ name }) => wanted(name));
  const handle = await open(file);
  try {
    for (const entry of entries)
      await unpackEntry({ file, handle, entry, target: targetOf(folder, entry.name), onBytes });
  } finally {
    await handle.close();
  }
  return entries.map(({ name }) => name);
}

function findEnd(tail, file) {
  for (let at = tail.length - endSize; at >= 0; at--)
    if (tail.readUInt32LE(at) === endSignature && at + endSize + tail.readUInt16LE(at + 20) === tail.length) return at;
  throw new Error(`${file} is not a whole zip file`);
}

function readDirectory(directory, count, file) {
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== centralSignature)
      throw new Error(`${file} has a broken directory at entry ${index}`);
    const nameSize = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameSize);
    if (!name.endsWith('/')) entries.push(readEntry(directory, at, name));
    at += 46 + nameSize + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(directory, at, name) {
  return {
    name,
    flags: directory.readUInt16LE(at + 8),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packedSize: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    offset: directory.readUInt32LE(at + 42),
  };
}

function targetOf(folder, name) {
  const target = path.resolve(folder, name);
  if (name.includes('\\') || !target.startsWith(path.resolve(folder) + path.sep))
    throw new Error(`the zip entry ${JSON.stringify(name)} would leave its folder`);
  return target;
}

async function unpackEntry({ file, handle, entry, target, onBytes }) {
  if (entry.flags & 1) throw new Error(`${entry.name} is encrypted`);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`${entry.name} uses the zip method ${entry.method}`);
  await mkdir(path.dirname(target), { recursive: true });
  const start = await dataStart(handle, entry, file);
  const aside = `${target}.part`;
  const sums = { crc: 0, size: 0 };
  const check = new Transform({
    transform(chunk, _encoding, done) {
      sums.crc = zlib.crc32(chunk, sums.crc);
      sums.size += chunk.length;
      onBytes(chunk.length);
      done(sums.size > entry.size ? new Error(`${entry.name} is larger than its directory says`) : null, chunk);
    },
  });
  const output = await open(aside, 'w', entry.mode || 0o644);
  const writer = output.createWriteStream({ highWaterMark: 1 << 20 });
  if (entry.packedSize === 0) await output.close();
  else {
    const packed = createReadStream(file, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 20 });
    await pipeline(entry.method === 0 ? [packed, check, writer] : [packed, zlib.createInflateRaw(), check, writer]);
  }
  if (sums.size !== entry.size || sums.crc !== entry.crc) throw new Error(`${entry.name} in ${file} is damaged`);
  await rename(aside, target);
}

/** The local header repeats the name, with an extra field of its own length. */
async function dataStart(handle, entry, file) {
  const header = await readAt(handle, entry.offset, entry.offset + 30);
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature)
    throw new Error(`${file} has no entry at ${entry.offset}`);
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function readAt(handle, start, end) {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}
