import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FolderStorage } from '@modelmint/storage/folder-storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleLines } from './sample-images.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'sample-images-'));
const storage = new FolderStorage(folder);
const textOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const few = Array.from({ length: 10 }, (_, at) => `${at}:ü`);
/** As long as a preview can be. */
const many = Array.from({ length: 500 }, (_, at) => `${at}:${'x'.repeat(20_000 + ((at * 7919) % 4_000))}`);
beforeAll(async () => {
  await storage.put('few', textOf(few));
  await storage.put('many', textOf(many));
  await storage.put('empty', Buffer.alloc(0));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('takes lines at even distances from the first on', async () => {
  expect(await sampleLines(storage, 'few', 5)).toEqual(['0:ü', '2:ü', '4:ü', '6:ü', '8:ü']);
  expect(await sampleLines(storage, 'few', 3)).toEqual(['0:ü', '4:ü', '7:ü']);
});

it('takes all where there are not more', async () => {
  expect(await sampleLines(storage, 'few', 10)).toEqual(few);
  expect(await sampleLines(storage, 'few', 99)).toEqual(few);
});

it('reads pieces of a large file, and whole lines of them', async () => {
  const found = await sampleLines(storage, 'many', 24);
  expect(found).toHaveLength(24);
  for (const line of found) expect(many).toContain(line);
  const places = found.map((line) => Number(line.split(':')[0]));
  expect(places[0]).toBe(0);
  for (const [at, place] of places.entries()) expect(Math.abs(place - (at * 500) / 24)).toBeLessThan(15);
});

it('finds nothing in what is empty or not there', async () => {
  expect(await sampleLines(storage, 'empty', 5)).toEqual([]);
  expect(await sampleLines(storage, 'missing', 5)).toEqual([]);
});
