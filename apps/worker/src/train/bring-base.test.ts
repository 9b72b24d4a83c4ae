import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStorage } from '@modelmint/storage/open-storage';
import type { Storage } from '@modelmint/storage/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeFolder } from '../objects/store-folder.ts';
import { bringBase } from './bring-base.ts';

let folder: string;
let storage: Storage;
let reads: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-base-'));
  reads = 0;
  storage = new Proxy(openStorage({ folder: path.join(folder, 'storage') }), {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'get' && String(args[0]).endsWith('/model.safetensors')) reads++;
        return value.apply(target, args) as unknown;
      };
    },
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function storeBase(id: string, weights = 'weights'): Promise<{ id: string; storagePrefix: string }> {
  const source = path.join(folder, `source-${id}`);
  mkdirSync(source);
  writeFileSync(path.join(source, 'config.json'), '{}');
  writeFileSync(path.join(source, 'model.safetensors'), weights);
  const storagePrefix = `bases/${id}/1`;
  await storeFolder(storage, { folder: source, prefix: storagePrefix });
  return { id, storagePrefix };
}

const cacheFolder = () => path.join(folder, 'cache');
const bring = (base: { id: string; storagePrefix: string }, name = 'job', bytesMax?: number) =>
  bringBase({ storage, cacheFolder: cacheFolder(), ...(bytesMax === undefined ? {} : { bytesMax }) }, base, {
    folder: path.join(folder, name, base.id),
    signal: new AbortController().signal,
  });
const weightsIn = (at: string) => readFileSync(path.join(at, 'model.safetensors'), 'utf8');

test('is read from the storage once, however many jobs want it at the same time', async () => {
  const base = await storeBase('base_a');
  const first = await bring(base);
  expect(weightsIn(first)).toBe('weights');
  const others = await Promise.all(['b', 'c', 'd'].map((name) => bring(base, name)));
  expect(others.map(weightsIn)).toEqual(['weights', 'weights', 'weights']);
  expect(reads).toBe(1);

  const fresh = await storeBase('base_b');
  const together = await Promise.all(['e', 'f', 'g'].map((name) => bring(fresh, name)));
  expect(together.map(weightsIn)).toEqual(['weights', 'weights', 'weights']);
  expect(readdirSync(cacheFolder())).toHaveLength(2);
});

test('another import of the same base is another entry', async () => {
  const base = await storeBase('base_a');
  await bring(base);
  const again = await storeBase('base_a2', 'newer');
  expect(weightsIn(await bring({ ...again, id: 'base_a' }, 'other'))).toBe('newer');
});

test('what was used longest ago is dropped, and stays for the job that has it', async () => {
  const bases = [];
  for (const id of ['base_a', 'base_b', 'base_c']) bases.push(await storeBase(id, id.repeat(100)));
  const [a, b, c] = bases as [(typeof bases)[0], (typeof bases)[0], (typeof bases)[0]];
  const kept = await bring(a, 'job', 1_500);
  await bring(b, 'job', 1_500);
  for (const [name, minutes] of [
    ['base_b', 2],
    ['base_a', 1],
  ] as const) {
    const entry = readdirSync(cacheFolder()).find((one) => one.startsWith(`${name}-`)) ?? '';
    const before = new Date(Date.now() - minutes * 60_000);
    utimesSync(path.join(cacheFolder(), entry), before, before);
  }
  await bring(a, 'later', 1_500);
  await bring(c, 'job', 1_500);
  const left = readdirSync(cacheFolder()).map((name) => name.split('-')[0]);
  expect(left.sort()).toEqual(['base_a', 'base_c']);
  await bring(c, 'last', 0);
  expect(readdirSync(cacheFolder()).map((name) => name.split('-')[0])).toEqual(['base_c']);
  expect(weightsIn(kept)).toBe('base_a'.repeat(100));
});

test('what a dead process has left half brought goes away, what a living one brings stays', async () => {
  mkdirSync(path.join(cacheFolder(), '.new-dead'), { recursive: true });
  mkdirSync(path.join(cacheFolder(), '.new-alive'));
  utimesSync(path.join(cacheFolder(), '.new-dead'), new Date(0), new Date(0));
  await bring(await storeBase('base_a'));
  expect(readdirSync(cacheFolder()).sort()).toEqual(['.new-alive', expect.stringMatching(/^base_a-/)]);
});

test('a base with a changed byte is refused, and nothing of it stays', async () => {
  const base = await storeBase('base_a');
  await storage.put(`${base.storagePrefix}/model.safetensors`, Buffer.from('weightz'));
  await expect(bring(base)).rejects.toMatchObject({ code: 'internal_error', fault: 'platform' });
  expect(readdirSync(cacheFolder())).toEqual([]);
});

test('a base without its files is refused', async () => {
  await expect(bring({ id: 'base_x', storagePrefix: 'bases/base_x/1' })).rejects.toMatchObject({ code: 'not_found' });
});
