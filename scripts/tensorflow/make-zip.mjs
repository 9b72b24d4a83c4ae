// Zip files for tests.
import zlib from 'node:zlib';

/** A zip file as other programs write it: local header, data, and a central directory that repeats the header. */
export function makeZip(entries, { comment = '' } = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, text, method = 8, mode = 0o644, crc, flags = 0 } of entries) {
    const data = Buffer.from(text); // or bytes
    const packed = method === 8 ? zlib.deflateRawSync(data) : data;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc ?? zlib.crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    fields.writeUInt16LE(4, 24); // an extra field in the local header alone
    parts.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), Buffer.alloc(4), packed);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    fields.copy(central, 6, 0, 24);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + 4 + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}
