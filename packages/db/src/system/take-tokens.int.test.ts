import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { takeTokens } from './take-tokens.ts';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await cloneDatabase();
  db = openDatabase({ appUrl: test.appUrl, systemUrl: test.systemUrl, applicationName: 'test' });
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

/** Refills one token in a day, so that the test counts and the clock does not. */
const slow = { capacity: 50, perSecond: 1 / 86_400 };

it('admits exactly 50 of 200 calls at the same time', async () => {
  const taken = await Promise.all(
    Array.from({ length: 200 }, () => takeTokens(db, [{ key: 'burst', cost: 1, ...slow }])),
  );
  const admitted = taken.filter((one) => one.isAllowed);
  expect(admitted).toHaveLength(50);
  const left = admitted.map((one) => Math.floor(one.buckets[0]?.left ?? -1)).toSorted((a, b) => a - b);
  expect(left).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it('takes from all buckets or from none, whatever the order they are named in', async () => {
  const narrow = { key: 'narrow', cost: 1, capacity: 5, perSecond: 1 / 86_400 };
  const wide = { key: 'wide', cost: 1, ...slow };
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, i) => takeTokens(db, i % 2 === 0 ? [wide, narrow] : [narrow, wide])),
  );
  expect(taken.filter((one) => one.isAllowed)).toHaveLength(5);
  const after = await takeTokens(db, [{ ...wide, cost: 0 }]);
  expect(Math.round(after.buckets[0]?.left ?? -1)).toBe(45);
});

it('says truly how long to wait, and gives back what was too much', async () => {
  const bucket = { key: 'tokens', cost: 90, capacity: 100, perSecond: 10 };
  await takeTokens(db, [bucket]);
  const refused = await takeTokens(db, [bucket]);
  expect(refused.isAllowed).toBe(false);
  const waitMs = refused.buckets[0]?.waitMs ?? 0;
  expect(waitMs).toBeGreaterThan(7_000);
  expect(waitMs).toBeLessThanOrEqual(8_000);
  await takeTokens(db, [{ ...bucket, cost: -80 }]);
  expect((await takeTokens(db, [bucket])).isAllowed).toBe(true);
  await takeTokens(db, [{ ...bucket, cost: -1_000 }]);
  expect((await takeTokens(db, [{ ...bucket, cost: 0 }])).buckets[0]?.left).toBe(100);
});

it('refills with time, also when the clock of the last use lies ahead', async () => {
  const bucket = { key: 'clock', cost: 1, capacity: 2, perSecond: 1 / 86_400 };
  await takeTokens(db, [bucket]);
  await db.system.$executeRaw`UPDATE "rate_limit" SET "refilledAt" = now() + interval '1 hour' WHERE "key" = 'clock'`;
  expect((await takeTokens(db, [bucket])).isAllowed).toBe(true);
  expect((await takeTokens(db, [bucket])).isAllowed).toBe(false);
  await db.system.$executeRaw`UPDATE "rate_limit" SET "refilledAt" = now() - interval '1 day' WHERE "key" = 'clock'`;
  expect((await takeTokens(db, [bucket])).isAllowed).toBe(true);
});
