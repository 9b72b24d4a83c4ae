import { AppError } from '@modelmint/domain/errors';
import { expect, test } from 'vitest';
import { retryHub } from './retry-hub.ts';

const patience = { triesMax: 3, firstPauseMs: 1, pauseMsMax: 20 };
const away = (retryAfterMs = 0) => new AppError('internal_error', 'away', { retryable: true, retryAfterMs });
const { signal } = new AbortController();

/** Fails so many times, and counts. */
function failing(times: number, error: unknown = away()) {
  const run = async () => {
    run.calls += 1;
    if (run.calls <= times) throw error;
    return 'done';
  };
  run.calls = 0;
  return run;
}

test('tries again what may pass, and gives up after so many tries', async () => {
  expect(await retryHub(failing(2), { patience, signal })).toBe('done');
  const never = failing(9);
  await expect(retryHub(never, { patience, signal })).rejects.toThrow('away');
  expect(never.calls).toBe(3);
});

test('does not try again what is refused', async () => {
  const refused = failing(9, new AppError('invalid_file', 'gated'));
  await expect(retryHub(refused, { patience, signal })).rejects.toThrow('gated');
  expect(refused.calls).toBe(1);
});

test('goes on while every try brings something', async () => {
  const slow = failing(7);
  expect(await retryHub(slow, { patience, signal, progress: () => slow.calls })).toBe('done');
});

test('waits as long as the hub asks, but no longer than is allowed', async () => {
  const startedAt = performance.now();
  await retryHub(failing(1, away(15)), { patience, signal });
  expect(performance.now() - startedAt).toBeGreaterThan(13);
  const later = performance.now();
  await retryHub(failing(1, away(3_600_000)), { patience, signal });
  expect(performance.now() - later).toBeLessThan(10_000);
});

test('stops waiting when it is told to end', async () => {
  const controller = new AbortController();
  const waiting = retryHub(failing(9), {
    patience: { ...patience, firstPauseMs: 600_000, pauseMsMax: 600_000 },
    signal: controller.signal,
  });
  controller.abort(new Error('closing'));
  await expect(waiting).rejects.toThrow();
});
