import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerSetUp } from './offer-set-up.mjs';

let clone;
let client;
beforeAll(async () => {
  clone = await cloneDatabase();
  client = new pg.Client({ ...clone.superuser });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await clone.drop();
});

const stored = async () => (await client.query(`SELECT value FROM setting WHERE key = 'operator-setup'`)).rows;

test('each offer replaces the one before, is kept as a hash only, and ends with the first operator', async () => {
  const url = 'https://models.example.com';
  const first = await offerSetUp({ systemUrl: clone.systemUrl, url });
  const second = await offerSetUp({ systemUrl: clone.systemUrl, url });
  expect(first).toMatch(/^https:\/\/models\.example\.com\/setup\?token=[\w-]{43}$/);
  expect(second).not.toBe(first);
  const rows = await stored();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(new URL(second).searchParams.get('token'));
  const inMs = Date.parse(rows[0].value.expiresAt) - Date.now();
  expect(inMs).toBeGreaterThan(50 * 60_000);
  expect(inMs).toBeLessThan(70 * 60_000);

  await client.query(
    `INSERT INTO "user" (id, email, name, "isOperator") VALUES ('user_1', 'a@example.com', 'A', true)`,
  );
  expect(await offerSetUp({ systemUrl: clone.systemUrl, url })).toBeUndefined();
  expect(await stored()).toEqual([]);
});

test('as a command it says which setting is missing', () => {
  const program = path.join(import.meta.dirname, 'offer-set-up.mjs');
  const { status, stderr } = spawnSync(process.execPath, [program], { env: {}, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('set DATABASE_SYSTEM_URL and MODELMINT_URL');
});
