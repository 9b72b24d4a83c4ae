import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  path: string | Buffer;
  data: Uint8Array;
  /** 0 stored, 8 deflated (default); others for tests of what is refused. */
  method?: number;
  /** What the directory says in place of the truth. */
  lies?: { bytes?: number; packedBytes?: number; crc?: number; offset?: number; isEncrypted?: boolean };
}

/** A ZIP archive as the usual programs write it, or as no honest program would. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { path, data, method = 8, lies = {} } = entry;
    const name = Buffer.from(path);
    const packed = method === 8 ? deflateRawSync(data) : Buffer.from(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((lies.isEncrypted ?? false) ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(lies.crc ?? crc32(data), 10);
    common.writeUInt32LE(lies.packedBytes ?? packed.length, 14);
    common.writeUInt32LE(lies.bytes ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(lies.offset ?? offset, 10);
    files.push(Buffer.from('PK\x03\x04'), common, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, name);
    offset += 4 + common.length + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}
