import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withDeadline, within } from './within.ts';

const never = new Promise<never>(() => {});

describe('withDeadline', () => {
  it('passes on what comes in time', async () => {
    expect(await withDeadline(Promise.resolve(7), 1_000)).toBe(7);
    await expect(withDeadline(Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken');
  });
  it('rejects what comes late', async () => {
    await expect(withDeadline(never, 5)).rejects.toThrow('no answer within 5 ms');
  });
});

describe('within', () => {
  it.each([
    ['ends', () => Promise.resolve()],
    ['fails', () => Promise.reject(new Error('broken'))],
    ['never ends', () => never],
  ])('returns when the work %s', async (_, work) => {
    await within(5, work());
  });
  it('waits for the work, not for the time', async () => {
    expect(await Promise.race([within(10_000, Promise.resolve()).then(() => 'came'), pause(1_000, 'late')])).toBe(
      'came',
    );
  });
});
