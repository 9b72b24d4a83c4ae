import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runInLanes } from './run-in-lanes.ts';

const never = new AbortController().signal;

test('runs so many at a time and keeps the order', async () => {
  let running = 0;
  let most = 0;
  const results = await runInLanes([3, 1, 2, 5], { lanes: 2, signal: never }, async (item) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < item; i++) await nextTurn();
    running--;
    return 10 * item;
  });
  expect(results).toEqual([30, 10, 20, 50]);
  expect(most).toBe(2);
});

test('one that fails aborts the others and lets none begin', async () => {
  const begun: number[] = [];
  const aborted: number[] = [];
  const running = runInLanes([0, 1, 2, 3], { lanes: 2, signal: never }, async (item, signal) => {
    begun.push(item);
    signal.addEventListener('abort', () => aborted.push(item));
    await nextTurn();
    if (item === 0) throw new Error('broke');
    await nextTurn();
  });
  await expect(running).rejects.toThrow('broke');
  expect(begun).toEqual([0, 1]);
  expect(aborted).toContain(1);
});

test('an aborted signal is the reason', async () => {
  const leaving = new AbortController();
  leaving.abort(new Error('gone'));
  await expect(runInLanes([1], { lanes: 1, signal: leaving.signal }, async () => 1)).rejects.toThrow('gone');
});
