import { afterEach, expect, test, vi } from 'vitest';
import { deadlineSignal } from './deadline.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the time of a call that has waited for its turn begins anew', () => {
  vi.useFakeTimers();
  const caller = new AbortController().signal;
  const { signal, renew, end } = deadlineSignal(100, { caller, isWarm: () => true });
  vi.advanceTimersByTime(80);
  renew();
  vi.advanceTimersByTime(80);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(20);
  expect(signal.reason).toMatchObject({ code: 'engine_overloaded' });
  end();
});
