import { Readable } from 'node:stream';
import { AppError, type ErrorCode } from '@modelmint/domain/errors';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../api/start-test-api.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { createFile } from './create-file.ts';
import { readFileAllowance, storeFile } from './store-file.ts';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

test.each<[ErrorCode, boolean]>([
  ['conflict', false],
  // The commit may stand: a row must not lose its bytes.
  ['database_unavailable', true],
])('after %s the bytes stay: %s', async (code, stay) => {
  const { organizationId, projectId, userId } = await api.makeTenant();
  const principal: Principal = { organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true };
  const allowance = await readFileAllowance(api.deps, principal);
  const stored = await storeFile(api.deps, principal, {
    body: Readable.from(['{"text":"a","label":"b"}\n']),
    allowance,
  });
  const failing = createFile(api.deps, principal, { stored, name: 'a.jsonl', fields: { purpose: 'fine-tune' } }, () =>
    Promise.reject(new AppError(code, 'thrown in the transaction')),
  );
  await expect(failing).rejects.toMatchObject({ code });
  expect((await api.deps.storage.head(stored.storageKey)) !== null).toBe(stay);
  expect(await api.deps.db.system.file.count({ where: { organizationId } })).toBe(0);
});
