import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ErrorCode } from '@modelmint/domain/errors';
import { startMiniS3 } from '@modelmint/testing/mini-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from './open-storage.ts';
import type { Storage } from './storage.ts';

interface Store {
  storage: Storage;
  /** All that a failed `put` might have left, however it is kept. */
  readLeftovers(): Promise<unknown[]>;
  corrupt(key: string): Promise<void>;
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester-secret' };

async function openFolder(): Promise<Store> {
  const folder = await mkdtemp(path.join(tmpdir(), 'modelmint-storage-'));
  return {
    storage: openStorage({ folder }),
    readLeftovers: () => readdir(path.join(folder, '.incoming')),
    corrupt: (key) => writeFile(path.join(folder, key), 'other bytes'),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function openS3(): Promise<Store> {
  const server = await startMiniS3({ ...credentials, bucket: 'objects', pageLength: 3 });
  const tempFolder = await mkdtemp(path.join(tmpdir(), 'modelmint-storage-s3-'));
  const storage = openStorage({
    ...credentials,
    endpoint: server.endpoint,
    bucket: 'objects',
    region: 'us-east-1',
    forcePathStyle: true,
    tempFolder,
    copySizeBytesMax: 1_000_000,
  });
  return {
    storage,
    readLeftovers: async () => [...server.bucket.uploads.keys(), ...(await readdir(tempFolder))],
    corrupt: async (key) => void server.bucket.put(key, Buffer.from('other bytes'), 'text/plain'),
    close: async () => {
      await server.close();
      await rm(tempFolder, { recursive: true, force: true });
    },
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (sizeBytes: number) => Buffer.alloc(sizeBytes, 'modelmint ');
const codeOf = (code: ErrorCode) => expect.objectContaining({ name: 'AppError', code });

/** `sizeBytes` in uneven pieces, optionally failing after them. */
function streamOf(sizeBytes: number, failure?: Error): Readable {
  return Readable.from(
    (async function* () {
      const bytes = bytesOf(sizeBytes);
      for (let at = 0; at < sizeBytes; at += 700_001) yield bytes.subarray(at, at + 700_001);
      if (failure) throw failure;
    })(),
  );
}

describe.each([
  ['folder', openFolder],
  ['S3', openS3],
])('storage in %s', (name, open) => {
  let store: Store;
  let storage: Storage;
  beforeAll(async () => {
    store = await open();
    storage = store.storage;
  });
  afterAll(() => store.close());

  const keysBelow = async (prefix: string) => {
    const keys: string[] = [];
    for await (const { key } of storage.list(prefix)) keys.push(key);
    return keys;
  };

  it('says that it is writable, and leaves nothing of the check', async () => {
    await storage.checkWritable();
    expect(await keysBelow('')).toEqual([]);
  });

  // 8 MiB is the part size: just below, equal and above differ in how S3 is written.
  it.each([0, 1, 8_388_607, 8_388_608, 8_388_609, 20_000_000])(
    'gives back %i bytes as they came',
    async (sizeBytes) => {
      const key = `sizes/${sizeBytes}`;
      const wanted = sha256(bytesOf(sizeBytes));
      const put = await storage.put(key, streamOf(sizeBytes), { sha256: wanted, sizeBytesMax: sizeBytes });
      expect(put).toEqual({ key, sizeBytes, sha256: wanted });
      expect(await storage.head(key)).toEqual({ sizeBytes });
      expect(sha256(await buffer(await storage.get(key, { sha256: wanted })))).toBe(wanted);
      await storage.deletePrefix('sizes');
    },
  );

  it('takes bytes, and replaces what was there', async () => {
    await storage.put('twice', Buffer.from('first'), { contentType: 'text/plain' });
    await storage.put('twice', new Uint8Array([50]));
    expect(String(await buffer(await storage.get('twice')))).toBe('2');
    await storage.delete('twice');
  });

  it.each([
    [{ start: 0, end: 3 }, 'abcd'],
    [{ start: 2 }, 'cdefghij'],
    [{ start: 9, end: 9 }, 'j'],
    [{ start: 4, end: 999 }, 'efghij'],
  ])('reads the range %j', async (range, wanted) => {
    await storage.put('range', Buffer.from('abcdefghij'));
    expect(String(await buffer(await storage.get('range', { range })))).toBe(wanted);
  });

  it.each([{ start: 10 }, { start: 3, end: 2 }, { start: -1 }, { start: 0.5 }])(
    'refuses the range %j',
    async (range) => {
      await storage.put('range', Buffer.from('abcdefghij'));
      await expect(storage.get('range', { range })).rejects.toEqual(codeOf('invalid_value'));
    },
  );

  it('has one answer for a missing object', async () => {
    expect(await storage.head('missing')).toBeNull();
    await expect(storage.get('missing')).rejects.toEqual(codeOf('not_found'));
    await expect(storage.copy('missing', 'copy')).rejects.toEqual(codeOf('not_found'));
    await expect(storage.copy('missing', 'missing')).rejects.toEqual(codeOf('not_found'));
    await expect(storage.materialize('missing')).rejects.toEqual(codeOf('not_found'));
    await storage.delete('missing');
    await storage.deletePrefix('missing');
    expect(await keysBelow('missing')).toEqual([]);
  });

  const digest = sha256(bytesOf(10));
  it.each<[string, number, object, ErrorCode]>([
    ['one byte too many', 11, { sizeBytesMax: 10 }, 'request_too_large'],
    ['too many in the third part', 20_000_000, { sizeBytesMax: 19_999_999 }, 'request_too_large'],
    ['other bytes than announced', 11, { sha256: digest }, 'invalid_file'],
    ['other bytes, in parts', 20_000_000, { sha256: digest }, 'invalid_file'],
  ])('refuses %s and keeps nothing', async (_case, sizeBytes, options, code) => {
    const body = streamOf(sizeBytes);
    await expect(storage.put('refused/a', body, options)).rejects.toEqual(codeOf(code));
    expect(body.destroyed).toBe(true);
    expect(await storage.head('refused/a')).toBeNull();
    expect(await store.readLeftovers()).toEqual([]);
  });

  it.each([1_000, 20_000_000])('keeps the old object when the source breaks after %i bytes', async (sizeBytes) => {
    await storage.put('kept', Buffer.from('old'));
    const failure = new Error('the client went away');
    await expect(storage.put('kept', streamOf(sizeBytes, failure))).rejects.toBe(failure);
    expect(String(await buffer(await storage.get('kept')))).toBe('old');
    expect(await store.readLeftovers()).toEqual([]);
  });

  it('keeps nothing of a source that is destroyed before its end', async () => {
    const body = new Readable({ read: () => undefined });
    body.push(bytesOf(1_000));
    const putting = storage.put('cut', body);
    body.destroy();
    await expect(putting).rejects.toThrow();
    expect(await storage.head('cut')).toBeNull();
    expect(await store.readLeftovers()).toEqual([]);
  });

  it('tells stored bytes that are no longer the same', async () => {
    await storage.put('damaged', bytesOf(10));
    await store.corrupt('damaged');
    const stream = await storage.get('damaged', { sha256: digest });
    await expect(buffer(stream)).rejects.toEqual(codeOf('internal_error'));
    await expect(storage.materialize('damaged', { sha256: digest })).rejects.toEqual(codeOf('internal_error'));
    expect(await store.readLeftovers()).toEqual([]);
  });

  it.each([1_000, 1_000_001])('copies %i bytes', async (sizeBytes) => {
    await storage.put('from', bytesOf(sizeBytes));
    await storage.copy('from', 'deep/er/to');
    await storage.copy('from', 'from');
    await storage.delete('from');
    expect(sha256(await buffer(await storage.get('deep/er/to')))).toBe(sha256(bytesOf(sizeBytes)));
    expect(await storage.head('from')).toBeNull();
  });

  it('lists and deletes whole folders, page by page, and no neighbours', async () => {
    const inside = ['jobs/1/a', 'jobs/1/b-c', 'jobs/1/b/d', 'jobs/1/b.e', 'jobs/1/b/c/f', 'jobs/1/z', 'jobs/1/A'];
    for (const key of [...inside, 'jobs/10/a', 'jobs/2']) await storage.put(key, Buffer.from(key));
    const sorted = [...inside].sort();
    expect(await keysBelow('jobs/1')).toEqual(sorted);
    expect(await keysBelow('jobs/1/')).toEqual(sorted);
    expect((await storage.list('jobs/1/b')[Symbol.asyncIterator]().next()).value).toEqual({
      key: 'jobs/1/b/c/f',
      sizeBytes: 12,
      modifiedAt: expect.any(Date),
    });
    await storage.deletePrefix('jobs/1');
    expect(await keysBelow('jobs')).toEqual(['jobs/10/a', 'jobs/2']);
    await expect(storage.deletePrefix('')).rejects.toEqual(codeOf('invalid_value'));
  });

  it.each([
    '',
    '/etc/passwd',
    '../a',
    'a/../b',
    'a/./b',
    'a//b',
    'a/',
    'a\0b',
    '.incoming/a',
    'a\\b',
    'ä',
    'a\n',
    'a b',
  ])('refuses the key %j everywhere', async (key) => {
    const refused = codeOf('invalid_value');
    await expect(storage.put(key, Buffer.from('x'))).rejects.toEqual(refused);
    await expect(storage.get(key)).rejects.toEqual(refused);
    await expect(storage.head(key)).rejects.toEqual(refused);
    await expect(storage.copy(key, 'a')).rejects.toEqual(refused);
    await expect(storage.copy('a', key)).rejects.toEqual(refused);
    await expect(storage.delete(key)).rejects.toEqual(refused);
    await expect(storage.materialize(key)).rejects.toEqual(refused);
    if (key !== '' && key !== 'a/') {
      await expect(storage.deletePrefix(key)).rejects.toEqual(refused);
      await expect(keysBelow(key)).rejects.toEqual(refused);
    }
  });

  it('takes the names that we and Hugging Face use', async () => {
    const key = 'ft:qwen3-0.6b:org_1::ab/ckpt=3/model-00001-of-00002.safetensors';
    await storage.put(key, Buffer.from('x'));
    expect(await keysBelow('ft:qwen3-0.6b:org_1::ab')).toEqual([key]);
    await storage.copy(key, 'plain');
    expect(await storage.head('plain')).toEqual({ sizeBytes: 1 });
  });

  it('makes a local file of an object, and cleans up', async () => {
    await storage.put('weights/model.safetensors', bytesOf(3_000_000));
    const file = await storage.materialize('weights/model.safetensors', { sha256: sha256(bytesOf(3_000_000)) });
    expect(path.extname(file.path)).toBe('.safetensors');
    expect(sha256(await readFile(file.path))).toBe(sha256(bytesOf(3_000_000)));
    await file.release();
    await file.release();
    expect(await storage.head('weights/model.safetensors')).toEqual({ sizeBytes: 3_000_000 });
    expect(await store.readLeftovers()).toEqual([]);
    expect(existsSync(path.dirname(file.path))).toBe(name === 'folder');
  });

  it('shows a key that is written many times at once as one of the bodies, whole', async () => {
    const bodies = ['a', 'b', 'c', 'd'].map((letter) => Buffer.alloc(300_000, letter));
    await Promise.all(bodies.map((body) => storage.put('race', body)));
    const found = await buffer(await storage.get('race'));
    expect(bodies.some((body) => body.equals(found))).toBe(true);
  });
});
