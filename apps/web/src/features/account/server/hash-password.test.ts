import { hash } from '@node-rs/argon2';
import { expect, it } from 'vitest';
import { hashPassword, needsRehash, verifyPassword } from './hash-password.ts';

it('keeps apart passwords that are equal in their first 72 bytes', async () => {
  const start = 'a'.repeat(72);
  const kept = await hashPassword(`${start}1`);
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  expect(await verifyPassword(kept, `${start}1`)).toBe(true);
  expect(await verifyPassword(kept, `${start}2`)).toBe(false);
});

it('takes 128 characters and reads both spellings of a letter as one', async () => {
  const long = '0123456789abcdef'.repeat(8);
  expect(await verifyPassword(await hashPassword(long), long)).toBe(true);
  expect(await verifyPassword(await hashPassword('Zu\u0308rich am See'), 'Z\u00fcrich am See')).toBe(true);
});

it('is never right without a hash, and no faster', async () => {
  const kept = await hashPassword('violet anchor tundra');
  const time = async (against: string | null) => {
    const times: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      const startedAt = performance.now();
      expect(await verifyPassword(against, 'wrong')).toBe(false);
      times.push(performance.now() - startedAt);
    }
    return times.sort((a, b) => a - b)[3] ?? 0;
  };
  await verifyPassword(null, 'warm up');
  const [knownMs, unknownMs] = [await time(kept), await time(null)];
  expect(unknownMs).toBeGreaterThan(knownMs / 3);
  expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
});

it('runs four at once, lets 64 wait and refuses the rest', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 75 }, () => hashPassword('violet anchor tundra')));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(75 - 4 - 64);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limit_exceeded' });
  // The queue is empty again.
  await expect(hashPassword('violet anchor tundra')).resolves.toBeTruthy();
}, 60_000);

it('knows hashes of other parameters', async () => {
  expect(needsRehash(await hash('x', { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))).toBe(true);
  expect(needsRehash(await hashPassword('x'))).toBe(false);
});
