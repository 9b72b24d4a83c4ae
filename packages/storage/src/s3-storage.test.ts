import { Readable } from 'node:stream';
import { type MiniS3, startMiniS3 } from '@modelmint/testing/mini-s3';
import { MiniS3Fault } from '@modelmint/testing/mini-s3-fault';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStorage } from './open-storage.ts';
import type { Storage } from './storage.ts';

const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester-secret' };
let server: MiniS3;
const open = (changes: object = {}): Storage =>
  openStorage({
    ...credentials,
    endpoint: server.endpoint,
    bucket: 'objects',
    region: 'eu-central-1',
    forcePathStyle: true,
    ...changes,
  });

beforeAll(async () => {
  server = await startMiniS3({ ...credentials, bucket: 'objects' });
});
afterAll(() => server.close());
beforeEach(() => {
  server.setFault(null);
  server.requests.length = 0;
});

const large = () => Readable.from([Buffer.alloc(9_000_000), Buffer.alloc(9_000_000)]);
const faultOn = (part: string, fault: MiniS3Fault) =>
  server.setFault(({ method, url }) => (`${method} ${url}`.includes(part) ? fault : undefined));

it('writes a large body in parts and a small one in one', async () => {
  await open().put('large', large(), { contentType: 'text/csv' });
  expect(server.requests.filter((line) => line.includes('partNumber='))).toHaveLength(3);
  expect(server.bucket.find('large').contentType).toBe('text/csv');
  server.requests.length = 0;
  await open().put('small', Buffer.from('x'));
  expect(server.requests).toEqual(['PUT /objects/small?x-id=PutObject']);
});

it('aborts an upload whose part fails for good', async () => {
  faultOn('partNumber=2', new MiniS3Fault(503, 'SlowDown'));
  const body = large();
  await expect(open().put('broken', body)).rejects.toMatchObject({ code: 'internal_error', retryable: true });
  expect(server.bucket.objects.has('broken')).toBe(false);
  expect(server.bucket.uploads.size).toBe(0);
  expect(body.destroyed).toBe(true);
});

it('goes on after a part that failed once', async () => {
  let isFirst = true;
  server.setFault(({ url }) => {
    if (!isFirst || !url.includes('partNumber=2')) return undefined;
    isFirst = false;
    return new MiniS3Fault(500, 'InternalError');
  });
  expect(await open().put('mended', large())).toMatchObject({ sizeBytes: 18_000_000 });
  expect(isFirst).toBe(false);
});

it.each<[string, MiniS3Fault, object]>([
  ['a full disk', new MiniS3Fault(507, 'XMinioStorageFull'), { code: 'storage_full' }],
  ['a policy that forbids', new MiniS3Fault(403, 'AccessDenied'), { code: 'internal_error', retryable: false }],
  ['an overload', new MiniS3Fault(503, 'SlowDown'), { code: 'internal_error', retryable: true }],
])('has a word for %s', async (_case, fault, wanted) => {
  faultOn('PUT', fault);
  await expect(open().put('any', Buffer.from('x'))).rejects.toMatchObject({ fault: 'platform', ...wanted });
});

it.each<[string, object, object]>([
  ['a wrong secret', { secretAccessKey: 'wrong' }, { retryable: false }],
  ['an unknown key id', { accessKeyId: 'nobody' }, { retryable: false }],
  ['another bucket', { bucket: 'missing' }, { message: expect.stringContaining('bucket does not exist') }],
  ['no server', { endpoint: 'http://127.0.0.1:1' }, { retryable: true }],
])('fails the check with %s', async (_case, changes, wanted) => {
  await expect(open(changes).checkWritable()).rejects.toMatchObject({ code: 'internal_error', ...wanted });
});

it('does not take a partial failure of a batch delete for a success', async () => {
  const storage = open();
  for (const key of ['batch/a', 'batch/b']) await storage.put(key, Buffer.from('x'));
  server.bucket.locked.add('batch/a');
  await expect(storage.deletePrefix('batch')).rejects.toMatchObject({
    code: 'internal_error',
    message: 'S3 kept 1 objects below batch/ (AccessDenied).',
  });
  expect(await storage.head('batch/a')).toEqual({ sizeBytes: 1 });
  expect(await storage.head('batch/b')).toBeNull();
});
