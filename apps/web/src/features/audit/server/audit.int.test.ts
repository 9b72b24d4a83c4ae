import { recordAudit } from '@modelmint/db/audit/record-audit';
import { recordOperatorAct } from '@modelmint/db/audit/record-operator-act';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

interface Entry {
  id: string;
  action: string;
  createdAt: string;
  actor: { name: string; detail: string | null };
  address: string | null;
  userAgent: string | null;
}

const read = async (tenant: TestTenant, query = '') => {
  const response = await fetch(`${api.url}/api/organizations/${tenant.organizationId}/audit${query}`, {
    headers: { cookie: tenant.cookie, 'user-agent': 'Mozilla/5.0 (test)' },
  });
  return { status: response.status, text: await response.text() };
};
const list = async (tenant: TestTenant, query = '') =>
  JSON.parse((await read(tenant, query)).text) as { data: Entry[]; has_more: boolean; last_id: string };

async function fill(tenant: TestTenant, count: number): Promise<void> {
  const { organizationId, projectId } = tenant;
  const step = 20_000;
  for (let first = 1; first <= count; first += step)
    await withOrg(
      api.deps.db,
      organizationId,
      (tx) => tx.$executeRaw`
        INSERT INTO "audit_entry" ("id", "organizationId", "projectId", "actorKind", "actorId", "action", "targetKind",
          "targetId", "createdAt")
        SELECT 'audit_' || lpad(n::text, 24, '0'), ${organizationId}, CASE WHEN n % 2 = 0 THEN ${projectId} END, 'user',
          'user_' || (n % 50), (ARRAY['file.upload', 'job.create', 'endpoint.repoint'])[n % 3 + 1], 'file', 'file-' || n,
          now() - make_interval(secs => (n / 10)::int)
        FROM generate_series(${first}::int, ${first + step - 1}::int) n`,
    );
}

it('says who did what from where, names what is there, and shows nobody else’s', async () => {
  const tenant = await api.makeTenant();
  const other = await api.makeTenant();
  const made = await fetch(`${api.url}/api/projects/${tenant.projectId}/api-keys`, {
    method: 'POST',
    headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json', 'user-agent': 'Firefox' },
    body: JSON.stringify({ name: '=cmd()' }),
  });
  expect(made.status).toBe(201);
  await fetch(`${api.url}/v1/files/${newId('file')}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${tenant.key}` },
  });
  const { data } = await list(tenant);
  expect(data).toMatchObject([
    {
      ...{ action: 'api_key.create', label: 'made an API key', address: '127.0.0.1', userAgent: 'Firefox' },
      ...{ target: { kind: 'api_key', name: '=cmd()' }, projectName: 'First', actor: { kind: 'user', name: 'Test' } },
    },
  ]);
  expect((await list(other)).data).toEqual([]);
  const refused = await read({ ...other, organizationId: tenant.organizationId });
  expect(refused.status).toBe(404);
  const text = (await read(tenant, '/export?format=csv')).text;
  // A spreadsheet would run it.
  expect(text).toContain(`,"'=cmd()",`);
  expect(text.split('\r\n')[0]).toMatch(/^at,id,actor_kind/);
  const lines = (await read(tenant, '/export?format=jsonl')).text.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(['audit.export', 'audit.export', 'api_key.create']);
});

it('shows an organization what the operator did to it, without their name', async () => {
  const tenant = await api.makeTenant();
  await api.deps.db.system.$transaction((tx) =>
    recordOperatorAct(
      tx,
      { userId: newId('user') },
      {
        organizationId: tenant.organizationId,
        action: 'ledger.check',
        target: { kind: 'ledger', id: 'ledger' },
      },
    ),
  );
  expect((await list(tenant)).data).toMatchObject([{ actor: { name: 'The operator', detail: null } }]);
});

it('keeps hostile text as text, bounded', async () => {
  const tenant = await api.makeTenant();
  await api.deps.db.system.$transaction((tx) =>
    recordAudit(tx, {
      organizationId: tenant.organizationId,
      actor: { kind: 'system', id: 'modelmint' },
      from: { address: '::1', userAgent: `a\u0000b\ud800${'x'.repeat(10_000)}` },
      action: 'file.upload',
      target: { kind: 'file', id: 'file-1', name: '‮<script>' },
      details: { long: 'y'.repeat(100_000), 'no\u0000name': 1 },
    }),
  );
  const [entry] = (await list(tenant)).data;
  expect(entry?.userAgent).toHaveLength(300);
  expect(entry).toMatchObject({ target: { name: '‮<script>' }, details: { long: 'y'.repeat(300) } });
});

it('pages through 100,000 entries by cursor under each filter, and refuses what it cannot read', async () => {
  const tenant = await api.makeTenant();
  await fill(tenant, 100_000);
  const seen = new Set<string>();
  let after = '';
  for (let page = 0; page < 5; page++) {
    const { data, last_id, has_more } = await list(tenant, `?limit=100${after}`);
    for (const { id } of data) seen.add(id);
    expect(has_more).toBe(true);
    after = `&after=${last_id}`;
  }
  expect(seen.size).toBe(500);
  const oldest = `audit_${'0'.repeat(18)}100000`;
  expect((await list(tenant, `?after=${oldest}`)).data).toHaveLength(0);
  const deep = `&after=audit_${'0'.repeat(19)}90000`;
  for (const query of ['?limit=50', '?actor=user_7', '?action=job.create', `?project=${tenant.projectId}`]) {
    const { data } = await list(tenant, `${query}${deep}`);
    expect(data.length).toBeGreaterThan(0);
  }
  for (const query of [
    '?after=audit_none',
    '?action=file.eat',
    '?from=2026-13-01',
    '?from=2026-02-02&to=2026-02-01',
    '?x=1',
    '?limit=1000',
  ])
    expect((await read(tenant, query)).status, query).toBe(400);
});
