import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export type TestEntry = Partial<Header> & { name: string; bytes?: Uint8Array | string };

/** A tar of these entries. For tests only. */
export async function makeTar(entries: readonly TestEntry[], { isCompressed = false } = {}): Promise<Buffer> {
  const packing = pack();
  for (const { bytes, ...header } of entries) packing.entry(header, Buffer.from(bytes ?? ''));
  packing.finalize();
  const parts: Buffer[] = [];
  for await (const part of packing) parts.push(part as Buffer);
  const tar = Buffer.concat(parts);
  return isCompressed ? gzipSync(tar) : tar;
}

export interface ZipEntry {
  name: string;
  bytes?: Uint8Array | string;
  /** What the archive says of its size. Default: the truth. */
  saidBytes?: number;
  /** Of Unix, such as 0o120777 for a link. */
  mode?: number;
  isEncrypted?: boolean;
}

/** A zip of these entries, which may lie. For tests only. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes = '', saidBytes, mode = 0o100_644, isEncrypted = false } of entries) {
    const [content, label] = [Buffer.from(bytes), Buffer.from(name)];
    const packed = deflateRawSync(content);
    const middle = Buffer.alloc(26);
    middle.writeUInt16LE(20, 0);
    middle.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    middle.writeUInt16LE(8, 4);
    middle.writeUInt32LE(crc32(content), 10);
    middle.writeUInt32LE(packed.length, 14);
    middle.writeUInt32LE(saidBytes ?? content.length, 18);
    middle.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), middle, tail, label);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), middle, label, packed]);
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}
