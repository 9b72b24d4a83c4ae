import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

let clone: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  clone = await cloneDatabase();
  client = new pg.Client({ ...clone.superuser });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await clone.drop();
});

const column = async (sql: string): Promise<string[]> => {
  const { rows } = await client.query<{ value: string }>(sql);
  return rows.map(({ value }) => value);
};

/** Tables without a tenant; all of them are out of reach of the app login but the price list. */
const globalTables = [
  '_prisma_migrations',
  'announcement',
  'email_change',
  'email_token',
  'incident',
  'incident_update',
  'ledger_check',
  'linked_identity',
  'mail',
  'passkey',
  'password',
  'plan',
  'price',
  'price_book',
  'price_book_withdrawal',
  'probe_day',
  'rate_limit',
  'recovery_code',
  'session',
  'setting',
  'sign_in_challenge',
  'sign_in_delay',
  'two_factor',
  'user',
  'webhook_inbox',
  'worker',
  'worker_cost',
];

test('every table has a tenant column or stands in the list of global tables', async () => {
  const withoutTenant = await column(`
    SELECT c.relname AS value FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'organization' AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organizationId' AND NOT a.attisdropped)
    ORDER BY 1`);
  expect(withoutTenant).toEqual(globalTables);
});

const tenantTables = `
  SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (c.relname = 'organization' OR EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organizationId' AND NOT a.attisdropped))`;

test('every tenant table forces row-level security with a USING and a WITH CHECK on the tenant', async () => {
  expect((await column(`SELECT relname AS value FROM (${tenantTables}) t`)).length).toBeGreaterThanOrEqual(25);
  expect(
    await column(
      `SELECT relname AS value FROM (${tenantTables}) t WHERE NOT relrowsecurity OR NOT relforcerowsecurity`,
    ),
  ).toEqual([]);
  expect(
    await column(`
      SELECT relname AS value FROM (${tenantTables}) t WHERE NOT EXISTS (
        SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid AND p.polroles = ARRAY['modelmint_app'::regrole::oid]
          AND pg_get_expr(p.polqual, p.polrelid) LIKE '%current_setting(''app.org''%'
          AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%current_setting(''app.org''%')`),
  ).toEqual([]);
});

test('every policy for the app login asks for the tenant', async () => {
  expect(
    await column(`
      SELECT p.polname || ' on ' || p.polrelid::regclass AS value FROM pg_policy p
      WHERE ('modelmint_app'::regrole::oid = ANY(p.polroles) OR 0 = ANY(p.polroles))
        AND (coalesce(pg_get_expr(p.polqual, p.polrelid), '') NOT LIKE '%app.org%'
          OR coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') NOT LIKE '%app.org%')`),
  ).toEqual([]);
});

test('every tenant table has an index that the tenant leads, or a key that only one tenant has', async () => {
  const { rows } = await client.query<{ value: string }>(`
    SELECT relname AS value FROM (${tenantTables}) t WHERE relname <> 'organization' AND NOT EXISTS (
      SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = t.oid AND a.attname = 'organizationId')`);
  expect(rows.map(({ value }) => value)).toEqual([]);
});

test('the working logins own nothing, bypass nothing and create nothing', async () => {
  const { rows } = await client.query(`
    SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles
    WHERE rolname IN ('modelmint_app', 'modelmint_system') ORDER BY 1`);
  const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
  expect(rows).toEqual([
    { rolname: 'modelmint_app', ...none },
    { rolname: 'modelmint_system', ...none },
  ]);
  expect(
    await column(
      `SELECT relname AS value FROM pg_class WHERE pg_get_userbyid(relowner) IN ('modelmint_app', 'modelmint_system')`,
    ),
  ).toEqual([]);
  expect(
    await column(`SELECT r AS value FROM unnest(ARRAY['modelmint_app', 'modelmint_system']) r
      WHERE has_schema_privilege(r, 'public', 'CREATE')`),
  ).toEqual([]);
  expect(
    await column(`SELECT p.oid::regprocedure::text AS value FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'public' AND p.prosecdef`),
  ).toEqual([]);
});

test('the app login reaches no global table but the price list', async () => {
  expect(
    await column(`
      SELECT c.relname AS value FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname = ANY('{${globalTables.join(',')}}'::name[])
        AND has_any_column_privilege('modelmint_app', c.oid, 'SELECT, INSERT, UPDATE') ORDER BY 1`),
  ).toEqual(['plan', 'price', 'price_book', 'price_book_withdrawal']);
});

test('nobody but the owner can change or delete money, usage and what the audit log says', async () => {
  for (const table of ['ledger_transaction', 'ledger_entry', 'audit_entry']) {
    const { rows } = await client.query(
      `SELECT has_any_column_privilege(r, '${table}', 'UPDATE') OR has_table_privilege(r, '${table}', 'DELETE') AS may
       FROM unnest(ARRAY['modelmint_app', 'modelmint_system']) r`,
    );
    expect(rows).toEqual([{ may: false }, { may: false }]);
  }
  const triggers = await column(`
    SELECT tgrelid::regclass || '.' || tgname AS value FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`);
  expect(triggers).toEqual(
    expect.arrayContaining([
      'audit_entry.append_only',
      'audit_entry.append_only_as_a_whole',
      'dataset_version.immutable_when_counted',
      'ledger_entry.append_only',
      'ledger_entry.balanced',
      'ledger_transaction.append_only',
      'price.append_only',
      'price_book.append_only',
      'usage.append_only',
      'usage.append_only_but_bill_hour',
    ]),
  );
});

test('partial keys, bounds and the unlogged table are there', async () => {
  const indexes = await column(`SELECT indexname AS value FROM pg_indexes WHERE schemaname = 'public'`);
  expect(indexes).toEqual(expect.arrayContaining(['one_live_subscription', 'one_open_checkout', 'job_queued']));
  expect(await column(`SELECT relname AS value FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'`)).toEqual([
    'rate_limit',
  ]);
  const checks = await column(`SELECT conname AS value FROM pg_constraint WHERE contype = 'c'`);
  expect(checks).toEqual(
    expect.arrayContaining(['wallet_held_not_negative', 'hold_amount_not_negative', 'usage_not_negative']),
  );
});
