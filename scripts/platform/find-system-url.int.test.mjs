import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogins } from '../services/create-logins.mjs';
import { startPostgres } from '../services/start-postgres.mjs';
import { findSystemUrl } from './find-system-url.mjs';
import { readSecrets } from './secrets.mjs';

const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-state-'));
let postgres;
let secrets;
beforeAll(async () => {
  ({ secrets } = readSecrets(stateFolder));
  const dataFolder = path.join(stateFolder, 'postgres');
  postgres = await startPostgres({ dataFolder, port: 41_700, log: () => {}, databaseUrl: '' });
  const { databaseOwner: owner, databaseApp: app, databaseSystem: system } = secrets;
  await createLogins({ superuser: postgres, passwords: { owner, app, system } });
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

async function whoAnswers(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('SELECT current_user AS "user", current_database() AS "database"');
  await client.end();
  return rows[0];
}

test('finds the embedded database of a state folder, and one that DATABASE_URL names', async () => {
  const system = { user: 'modelmint_system', database: 'modelmint' };
  expect(await whoAnswers(findSystemUrl({ env: {}, stateFolder }))).toEqual(system);
  const env = { DATABASE_URL: `postgresql://postgres:any@127.0.0.1:${postgres.port}/postgres` };
  expect(await whoAnswers(findSystemUrl({ env, stateFolder }))).toEqual(system);
  expect(findSystemUrl({ env: { DATABASE_SYSTEM_URL: 'postgresql://given' }, stateFolder })).toBe('postgresql://given');
});

test('says that nothing runs where nothing does', () => {
  const empty = mkdtempSync(path.join(os.tmpdir(), 'modelmint-state-'));
  expect(() => findSystemUrl({ env: {}, stateFolder: empty })).toThrow(/nothing runs on .*npm start/);
  writeFileSync(path.join(empty, 'secrets.json'), '{}');
  expect(() => findSystemUrl({ env: {}, stateFolder: empty })).toThrow(/nothing runs on/);
  rmSync(empty, { recursive: true });
});
