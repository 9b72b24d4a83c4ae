import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { findWebhook, keepWebhook } from './webhook-inbox.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'webhook inbox test' });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

test('one that comes twice is kept once, as it came first', async () => {
  const key = { source: 'stripe', externalId: 'evt_twice' };
  expect(await keepWebhook(db, { ...key, type: 'a', payload: { id: 1, text: "it's \\u00e4" } })).toBe(true);
  expect(await keepWebhook(db, { ...key, type: 'b', payload: { id: 2 } })).toBe(false);
  expect(await findWebhook(db, key)).toMatchObject({ type: 'a', payload: { id: 1 }, attempts: 0, processedAt: null });
});

test("its arrival is judged by the database's clock, since a sync that began later makes it superfluous", async () => {
  const realMs = Date.now();
  vi.useFakeTimers({ now: realMs - 3_600_000, toFake: ['Date'] });
  const key = { source: 'stripe', externalId: 'evt_slow_clock' };
  await keepWebhook(db, { ...key, type: 'a', payload: {} });
  const kept = await findWebhook(db, key);
  expect(kept?.receivedAt.getTime()).toBeGreaterThan(realMs - 60_000);
  expect(kept?.nextAttemptAt.getTime()).toBeGreaterThan(realMs - 60_000);
});
