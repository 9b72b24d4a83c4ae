import { createHash, randomUUID } from 'node:crypto';
import { crc32Of } from './mini-s3-body.ts';
import { MiniS3Fault } from './mini-s3-fault.ts';

export interface MiniS3Object {
  bytes: Buffer;
  etag: string;
  contentType: string;
  modifiedAt: Date;
}

interface MultipartUpload {
  key: string;
  contentType: string;
  parts: Map<number, { bytes: Buffer; etag: string; crc32: string }>;
}

/** S3 refuses smaller parts but the last. */
const partSizeBytesMin = 5 * 1024 * 1024;

/** What one bucket holds, in memory. */
export class MiniS3Bucket {
  readonly objects = new Map<string, MiniS3Object>();
  /** Keys that a batch delete refuses, as an object lock does. */
  readonly locked = new Set<string>();
  /** Begun and neither completed nor aborted: a real S3 bills their parts. */
  readonly uploads = new Map<string, MultipartUpload>();

  put(key: string, bytes: Buffer, contentType: string): MiniS3Object {
    const object = { bytes, etag: etagOf(bytes), contentType, modifiedAt: new Date() };
    this.objects.set(key, object);
    return object;
  }

  find(key: string): MiniS3Object {
    const object = this.objects.get(key);
    if (object === undefined) throw new MiniS3Fault(404, 'NoSuchKey');
    return object;
  }

  /** Keys after `after` in byte order, one more than `count` telling that there is another page. */
  page(prefix: string, after: string, count: number): { keys: string[]; isTruncated: boolean } {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    return { keys: keys.slice(0, count), isTruncated: keys.length > count };
  }

  begin(key: string, contentType: string): string {
    const id = randomUUID();
    this.uploads.set(id, { key, contentType, parts: new Map() });
    return id;
  }

  findUpload(id: string): MultipartUpload {
    const upload = this.uploads.get(id);
    if (upload === undefined) throw new MiniS3Fault(404, 'NoSuchUpload');
    return upload;
  }

  putPart(id: string, number: number, bytes: Buffer): { etag: string; crc32: string } {
    const part = { bytes, etag: etagOf(bytes), crc32: crc32Of(bytes) };
    this.findUpload(id).parts.set(number, part);
    return part;
  }

  complete(id: string, named: { number: number; etag: string; crc32: string | undefined }[]): MiniS3Object {
    const upload = this.findUpload(id);
    const parts = named.map(({ number, etag, crc32 }, index) => {
      const part = upload.parts.get(number);
      const isInOrder = index === 0 || number > (named[index - 1]?.number ?? 0);
      if (!isInOrder) throw new MiniS3Fault(400, 'InvalidPartOrder');
      if (part === undefined || part.etag !== etag || (crc32 !== undefined && crc32 !== part.crc32))
        throw new MiniS3Fault(400, 'InvalidPart');
      if (index < named.length - 1 && part.bytes.byteLength < partSizeBytesMin)
        throw new MiniS3Fault(400, 'EntityTooSmall');
      return part.bytes;
    });
    if (parts.length === 0) throw new MiniS3Fault(400, 'MalformedXML');
    this.uploads.delete(id);
    return this.put(upload.key, Buffer.concat(parts), upload.contentType);
  }
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
