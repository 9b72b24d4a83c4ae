import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { CheckWork } from '@modelmint/db/system/claim-check';
import { openStorage } from '@modelmint/storage/open-storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringHeldOut } from './bring-held-out.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'held-out-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const rowCount = 5_000;
async function bring(folder: string, signal: AbortSignal) {
  const storage = openStorage({ folder: path.join(root, 'storage') });
  const row = (text: number) => `${JSON.stringify({ text: `row ${text} ${'x'.repeat(50)}`, label: 'a' })}\n`;
  const rows = Array.from({ length: rowCount }, (_, place) => row(place)).join('');
  await storage.put('validation.jsonl', Readable.from([Buffer.from(rows)]));
  const work = {
    ...{ jobId: 'infer_1', route: '/v1/classifications', column: 'text', parameters: {} },
    evaluation: { task: 'text-classification', target: null, keys: ['validation.jsonl'] },
  };
  return bringHeldOut({ storage }, work as unknown as CheckWork, { folder, signal });
}

test('what is asked and what is expected are as many lines', async () => {
  const folder = path.join(root, 'work');
  await mkdir(folder);
  const { sourcePath, expectedPath } = await bring(folder, new AbortController().signal);
  const lines = async (file: string) => (await readFile(file, 'utf8')).split('\n').length - 1;
  expect([await lines(sourcePath), await lines(expectedPath)]).toEqual([rowCount, rowCount]);
});

test('a disk that takes nothing fails the job and not the worker', async () => {
  await expect(bring(path.join(root, 'nowhere'), new AbortController().signal)).rejects.toThrow('ENOENT');
});

test('a job whose claim is lost is left at once', async () => {
  const folder = path.join(root, 'lost');
  await mkdir(folder);
  await expect(bring(folder, AbortSignal.abort(new Error('the claim is lost')))).rejects.toThrow('the claim is lost');
});
