import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@modelmint/domain/errors';
import { expect, test } from 'vitest';
import { ModelCache } from './model-cache.ts';

interface Sized {
  bytes: number;
  workBytes: number;
  name: string;
  base: Sized | undefined;
  isDisposed: boolean;
  dispose(): void;
}

function makeCache(memoryBytesMax: number) {
  const loads: string[] = [];
  const models: Sized[] = [];
  let broken: Error | undefined;
  let changes = 0;
  const atOnce = { now: 0, most: 0 };
  const cache = new ModelCache<Sized>({
    folder: '/nowhere',
    memoryBytesMax,
    fetch: async (prefix) => {
      loads.push(prefix);
      if (broken) throw broken;
    },
    isAdapter: async (folder) => path.basename(folder).startsWith('on'),
    load: async (folder, base) => {
      const name = path.basename(folder);
      atOnce.most = Math.max(atOnce.most, ++atOnce.now);
      await nextTurn();
      atOnce.now--;
      const [, bytes, work] = name.split('-');
      const model: Sized = {
        name,
        base,
        bytes: Number(bytes),
        workBytes: Number(work ?? 0),
        isDisposed: false,
        dispose: () => {
          model.isDisposed = true;
        },
      };
      models.push(model);
      return model;
    },
    onChange: () => changes++,
  });
  return {
    cache,
    loads,
    models,
    breakWith: (error: Error | undefined) => {
      broken = error;
    },
    changes: () => changes,
    atOnce,
  };
}

test('a model is loaded once, however many ask for it at the same time', async () => {
  const { cache, loads } = makeCache(100);
  const held = await Promise.all(Array.from({ length: 20 }, () => cache.hold('a-10', 'p/a')));
  expect(loads).toEqual(['p/a']);
  expect(new Set(held.map(({ model }) => model)).size).toBe(1);
  expect(cache.ids).toEqual(['a-10']);
});

test('models are brought into memory one after the other, also those that stand on others', async () => {
  const { cache, atOnce } = makeCache(100);
  const asked = ['a-10', 'b-10', 'on1-5', 'on2-5'].map((id) =>
    cache.hold(id, id, id.startsWith('on') ? { id: 'base-10', storagePrefix: 'p' } : null),
  );
  await Promise.all(asked);
  expect(cache.ids).toHaveLength(5);
  expect(atOnce.most).toBe(1);
});

test('the one that was not used for longest goes first', async () => {
  const { cache, models, changes } = makeCache(100);
  for (const id of ['a-40', 'b-40']) (await cache.hold(id, id)).release();
  (await cache.hold('a-40', 'a-40')).release();
  (await cache.hold('c-40', 'c-40')).release();
  expect(cache.ids).toEqual(['a-40', 'c-40']);
  expect(models.find(({ name }) => name === 'b-40')?.isDisposed).toBe(true);
  expect(cache.bytes).toBe(80);
  expect(changes()).toBe(4);
});

test('a model in use stays, and goes when it is released', async () => {
  const { cache, models } = makeCache(100);
  const a = await cache.hold('a-80', 'a');
  const b = await cache.hold('b-80', 'b');
  expect(cache.ids).toEqual(['a-80', 'b-80']);
  a.release();
  a.release();
  expect(cache.ids).toEqual(['b-80']);
  expect(models.map(({ isDisposed }) => isDisposed)).toEqual([true, false]);
  b.release();
  expect(cache.ids).toEqual(['b-80']);
});

test('of two that do not fit beside each other and load at the same time, both callers get a live model', async () => {
  const { cache, models } = makeCache(100);
  for (let round = 0; round < 20; round++) {
    const ids = [`a${round}-80`, `b${round}-80`];
    const held = await Promise.all(ids.map((id) => cache.hold(id, id)));
    expect(held.map(({ model }) => model.isDisposed)).toEqual([false, false]);
    for (const { release } of held) release();
  }
  expect(cache.bytes).toBe(80);
  expect(models.filter(({ isDisposed }) => !isDisposed)).toHaveLength(1);
});

test('one that can never fit is refused and nothing else is pushed out', async () => {
  const { cache, models } = makeCache(100);
  (await cache.hold('a-60', 'a')).release();
  await expect(cache.hold('b-101', 'b')).rejects.toMatchObject({ code: 'engine_overloaded', retryable: false });
  expect(cache.ids).toEqual(['a-60']);
  expect(models.at(-1)?.isDisposed).toBe(true);
});

test('a load that failed is told to all who wait, and tried again by the next', async () => {
  const { cache, loads, breakWith } = makeCache(100);
  breakWith(new AppError('not_found', 'No stored object p/manifest.json.'));
  const asked = await Promise.allSettled([cache.hold('a-10', 'p'), cache.hold('a-10', 'p')]);
  for (const each of asked)
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'internal_error', fault: 'platform' } });
  breakWith(undefined);
  await cache.hold('a-10', 'p');
  expect(loads).toHaveLength(2);
});

const base = { id: 'base-50', storagePrefix: 'p/base' };

test('adapters share one base, which stays as long as one of them and may be called itself', async () => {
  const { cache, loads, models } = makeCache(100);
  const held = await Promise.all(['on1-5', 'on2-5'].map((id) => cache.hold(id, id, base)));
  const itself = await cache.hold('base-50', 'p/base');
  expect(loads.filter((prefix) => prefix === 'p/base')).toHaveLength(1);
  expect(held.map(({ model }) => model.base)).toEqual([itself.model, itself.model]);
  expect(cache.bytes).toBe(60);
  for (const { release } of [...held, itself]) release();
  (await cache.hold('big-45', 'p/big')).release();
  expect([...cache.ids].sort()).toEqual(['base-50', 'big-45', 'on2-5']);
  (await cache.hold('huge-95', 'p/huge')).release();
  expect(cache.ids).toEqual(['huge-95']);
  expect(models.filter(({ isDisposed }) => !isDisposed)).toHaveLength(1);
});

test('an adapter without a base, or on itself, is refused, and one that cannot be loaded lets its base go', async () => {
  const { cache } = makeCache(100);
  await expect(cache.hold('on1-5', 'p')).rejects.toMatchObject({ code: 'internal_error' });
  await expect(cache.hold('on1-5', 'p', { id: 'on1-5', storagePrefix: 'p' })).rejects.toMatchObject({
    code: 'internal_error',
  });
  await expect(cache.hold('on1-60', 'p', base)).rejects.toMatchObject({ code: 'engine_overloaded', retryable: false });
  (await cache.hold('c-95', 'c')).release();
  expect(cache.ids).toEqual(['c-95']);
});

test('what calls take on top counts as long as they run', async () => {
  const { cache } = makeCache(100);
  (await cache.hold('a-40', 'a')).release();
  const busy = await cache.hold('b-30-50', 'b');
  expect(cache.ids).toEqual(['b-30-50']);
  expect(cache.bytes).toBe(80);
  busy.release();
  expect(cache.bytes).toBe(30);
  await expect(cache.hold('d-60-50', 'd')).rejects.toMatchObject({ code: 'engine_overloaded', retryable: false });
});

test('what does not fit even for a while beside what is in use is told to come again', async () => {
  const { cache } = makeCache(100);
  const held = await Promise.all(['a-80', 'b-80'].map((id) => cache.hold(id, id)));
  await expect(cache.hold('c-80', 'c')).rejects.toMatchObject({ code: 'engine_overloaded', retryable: true });
  for (const { release } of held) release();
  (await cache.hold('c-80', 'c')).release();
  expect(cache.ids).toEqual(['c-80']);
});
