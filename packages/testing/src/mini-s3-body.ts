import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { MiniS3Fault } from './mini-s3-fault.ts';

/** The checksum as S3 writes it: base64 of four bytes, the highest first. */
export function crc32Of(bytes: Uint8Array): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
}

/** The bytes of a request, refused when they are not the ones that its headers or trailers announce. */
export async function readBody(request: Readable & { headers: IncomingHttpHeaders }): Promise<Buffer> {
  const { headers } = request;
  const raw = await buffer(request);
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== raw.byteLength) throw new MiniS3Fault(400, 'IncompleteBody');
  const isChunked = String(headers['x-amz-content-sha256']).startsWith('STREAMING-');
  const { bytes, trailers } = isChunked ? readChunks(raw) : { bytes: raw, trailers: {} };
  checkHashes(bytes, { ...headers, ...trailers }, isChunked);
  return bytes;
}

function checkHashes(bytes: Buffer, headers: IncomingHttpHeaders, isChunked: boolean): void {
  const digest = (name: string) => createHash(name).update(bytes);
  const payload = headers['x-amz-content-sha256'];
  if (!isChunked && payload !== 'UNSIGNED-PAYLOAD' && payload !== digest('sha256').digest('hex'))
    throw new MiniS3Fault(400, 'XAmzContentSHA256Mismatch');
  const decoded = headers['x-amz-decoded-content-length'];
  if (decoded !== undefined && Number(decoded) !== bytes.byteLength) throw new MiniS3Fault(400, 'IncompleteBody');
  const announced = {
    'content-md5': () => digest('md5').digest('base64'),
    'x-amz-checksum-sha256': () => digest('sha256').digest('base64'),
    'x-amz-checksum-crc32': () => crc32Of(bytes),
  };
  for (const [name, found] of Object.entries(announced)) {
    if (headers[name] !== undefined && headers[name] !== found()) throw new MiniS3Fault(400, 'BadDigest');
  }
}

/** The aws-chunked form: `size[;extension]\r\n bytes \r\n` until size 0, then trailers as header lines. */
function readChunks(raw: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.subarray(at, lineEnd).toString('latin1'), 16);
    if (lineEnd < 0 || Number.isNaN(size)) throw new MiniS3Fault(400, 'IncompleteBody');
    const start = lineEnd + 2;
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(raw.subarray(start)) };
    chunks.push(raw.subarray(start, start + size));
    at = start + size + 2;
  }
}

function readTrailers(raw: Buffer): Record<string, string> {
  const lines = raw.toString('latin1').split('\r\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...rest] = line.split(':');
      return [name.trim().toLowerCase(), rest.join(':').trim()];
    }),
  );
}
