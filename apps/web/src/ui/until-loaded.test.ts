import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isCodeMissing, listenForMissingCode, untilLoaded } from './until-loaded.ts';

const missing = () => Object.assign(new Error('no answer'), { name: 'ChunkLoadError' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('code that cannot be had is asked for until it comes, and missing for so long', async () => {
  const heard: boolean[] = [];
  const stop = listenForMissingCode(() => heard.push(isCodeMissing()));
  const load = vi
    .fn(async () => 'code')
    .mockRejectedValueOnce(missing())
    .mockRejectedValueOnce(missing());
  const loaded = untilLoaded(load);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(load).toHaveBeenCalledTimes(1);
  expect(isCodeMissing()).toBe(true);
  await vi.advanceTimersByTimeAsync(3_001);
  expect(await loaded).toBe('code');
  expect(load).toHaveBeenCalledTimes(3);
  expect(heard).toEqual([true, false]);
  stop();
});

test('what breaks in the code itself is thrown, at first and after it was missing', async () => {
  const broken = new TypeError('x is not a function');
  await expect(untilLoaded(() => Promise.reject(broken))).rejects.toBe(broken);
  const load = vi.fn().mockRejectedValueOnce(missing()).mockRejectedValueOnce(broken);
  const loaded = expect(untilLoaded(load)).rejects.toBe(broken);
  await vi.advanceTimersByTimeAsync(3_000);
  await loaded;
  expect(isCodeMissing()).toBe(false);
});
