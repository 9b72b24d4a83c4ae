import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { crc32Of, readBody } from './mini-s3-body.ts';

const text = 'nine byte';
const sha256 = createHash('sha256').update(text).digest('hex');
const streaming = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '9' };
const chunked = (crc: string) => `4\r\nnine\r\n5\r\n byte\r\n0\r\nx-amz-checksum-crc32:${crc}\r\n\r\n`;

const requestOf = (body: string, headers: IncomingHttpHeaders) =>
  Object.assign(Readable.from([Buffer.from(body)]), { headers });

describe('readBody', () => {
  it('has the check value of CRC-32', () => {
    // The catalogue's value for "123456789": cbf43926.
    expect(crc32Of(Buffer.from('123456789'))).toBe(Buffer.from('cbf43926', 'hex').toString('base64'));
  });

  it.each<[string, string, IncomingHttpHeaders]>([
    ['a hashed body', text, { 'x-amz-content-sha256': sha256 }],
    ['an unsigned body', text, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'content-length': '9' }],
    ['chunks with a trailer', chunked(crc32Of(Buffer.from(text))), streaming],
  ])('reads %s', async (_case, body, headers) => {
    expect(String(await readBody(requestOf(body, headers)))).toBe(text);
  });

  it.each<[string, string, string, IncomingHttpHeaders]>([
    ['another body', 'XAmzContentSHA256Mismatch', 'nine bite', { 'x-amz-content-sha256': sha256 }],
    ['no hash at all', 'XAmzContentSHA256Mismatch', text, {}],
    ['a wrong MD5', 'BadDigest', text, { 'x-amz-content-sha256': sha256, 'content-md5': 'AAAA' }],
    ['a wrong CRC', 'BadDigest', text, { 'x-amz-content-sha256': sha256, 'x-amz-checksum-crc32': 'AAAAAA==' }],
    ['a wrong trailer', 'BadDigest', chunked('AAAAAA=='), streaming],
    ['a cut body', 'IncompleteBody', text, { 'x-amz-content-sha256': sha256, 'content-length': '10' }],
    ['fewer decoded bytes', 'IncompleteBody', '4\r\nnine\r\n0\r\n\r\n', streaming],
    ['chunks without an end', 'IncompleteBody', '4\r\nnine\r\n', streaming],
  ])('refuses %s', async (_case, code, body, headers) => {
    await expect(readBody(requestOf(body, headers))).rejects.toMatchObject({ status: 400, code });
  });
});
