import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { recordAudit } from './record-audit.ts';

let clone: TestDatabase;
let db: Database;
let owner: pg.Client;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'audit test' });
  owner = new pg.Client({ ...clone.superuser });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await clone.drop();
});

const entry = (organizationId: string) => ({
  organizationId,
  actor: { kind: 'user' as const, id: 'user_1' },
  action: 'file.upload' as const,
  target: { kind: 'file', id: 'file-1' },
});

test('an entry cannot be changed, deleted or emptied, not even by the owner of the table', async () => {
  const { organizationId } = await makeTenant(db);
  await withOrg(db, organizationId, (tx) => recordAudit(tx, entry(organizationId)));
  for (const sql of ['UPDATE audit_entry SET action = action', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])
    await expect(owner.query(sql)).rejects.toThrow(/append-only/);
  await expect(withOrg(db, organizationId, (tx) => tx.auditEntry.deleteMany({}))).rejects.toThrow(/permission denied/);
});

test('goes with the act when that fails, and stands in no log but the own', async () => {
  const { organizationId } = await makeTenant(db);
  const other = await makeTenant(db);
  await expect(
    withOrg(db, organizationId, async (tx) => {
      await recordAudit(tx, entry(organizationId));
      throw new Error('the act has failed');
    }),
  ).rejects.toThrow('the act has failed');
  await expect(withOrg(db, other.organizationId, (tx) => recordAudit(tx, entry(organizationId)))).rejects.toThrow(
    /row-level security/,
  );
  expect(await db.system.auditEntry.count({ where: { organizationId } })).toBe(0);
});
