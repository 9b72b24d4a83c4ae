import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUniqueViolation } from './database-error.ts';
import { listenRows } from './listen-rows.ts';
import { notifyRow } from './notify-row.ts';
import { type Database, openDatabase } from './open-database.ts';
import { withOrg } from './with-org.ts';
import { withSystem } from './with-system.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({
    appUrl: clone.appUrl,
    systemUrl: clone.systemUrl,
    applicationName: 'with-org test',
    waitMsMax: 30_000,
  });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

async function makeOrganization(): Promise<string> {
  const id = newId('organization');
  await withSystem(db, (tx) => tx.organization.create({ data: { id, name: 'A', slug: id.slice(4).toLowerCase() } }));
  return id;
}
const project = (organizationId: string) => ({ id: newId('project'), organizationId, name: 'P' });

test('a tenant sees and writes its own rows only', async () => {
  const [a, b] = [await makeOrganization(), await makeOrganization()];
  const own = project(a);
  await withOrg(db, a, (tx) => tx.project.create({ data: own }));
  expect(await withOrg(db, a, (tx) => tx.project.findMany())).toHaveLength(1);
  expect(await withOrg(db, b, (tx) => tx.project.findMany())).toHaveLength(0);
  expect(await withOrg(db, b, (tx) => tx.project.findUnique({ where: { id: own.id } }))).toBeNull();
  expect(await withOrg(db, b, (tx) => tx.project.updateMany({ data: { name: 'mine' } }))).toEqual({ count: 0 });
  await expect(withOrg(db, b, (tx) => tx.project.create({ data: project(a) }))).rejects.toThrow(/row-level security/);
});

test('without a tenant, and with an empty one, there are no rows and no error', async () => {
  const a = await makeOrganization();
  await withOrg(db, a, (tx) => tx.project.create({ data: project(a) }));
  expect(await db.app.project.findMany()).toEqual([]);
  expect(await withOrg(db, '', (tx) => tx.project.findMany())).toEqual([]);
});

test('a throw after a write leaves no row', async () => {
  const a = await makeOrganization();
  const failing = withOrg(db, a, async (tx) => {
    await tx.project.create({ data: project(a) });
    throw new Error('after the write');
  });
  await expect(failing).rejects.toThrow('after the write');
  expect(await withOrg(db, a, (tx) => tx.project.count())).toBe(0);
});

test('the tenant does not stay on the connection', async () => {
  const [a, b] = [await makeOrganization(), await makeOrganization()];
  const narrow = openDatabase({
    appUrl: clone.appUrl,
    systemUrl: clone.systemUrl,
    applicationName: 'narrow',
    connectionsMax: 1,
    waitMsMax: 60_000,
  });
  try {
    await withOrg(narrow, a, (tx) => tx.project.create({ data: project(a) }));
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const organizationId = i % 2 === 0 ? a : b;
        return withOrg(narrow, organizationId, (tx) => tx.project.count());
      }),
    );
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 0)));
    expect(await narrow.app.project.count()).toBe(0);
  } finally {
    await narrow.close();
  }
});

test('a second row with the same key is a unique violation', async () => {
  const a = await makeOrganization();
  const row = project(a);
  await withOrg(db, a, (tx) => tx.project.create({ data: row }));
  const again = await withOrg(db, a, (tx) => tx.project.create({ data: row })).catch((error: unknown) => error);
  expect(isUniqueViolation(again)).toBe(true);
  expect(isUniqueViolation(new Error('other'))).toBe(false);
});

test('a server that is away is database_unavailable', async () => {
  const url = 'postgresql://modelmint_app:x@127.0.0.1:1/none';
  const gone = openDatabase({ appUrl: url, systemUrl: url, applicationName: 'gone' });
  await expect(withOrg(gone, 'org-x', (tx) => tx.project.count())).rejects.toMatchObject({
    code: 'database_unavailable',
    retryable: true,
  });
  await gone.close();
});

test('listeners hear of what was committed, and of nothing else', async () => {
  const a = await makeOrganization();
  const heard: string[] = [];
  let done: () => void = () => undefined;
  const last = new Promise<void>((resolve) => {
    done = resolve;
  });
  const listener = listenRows({
    url: clone.appUrl,
    onEvent: ({ id }) => {
      heard.push(id);
      if (id === 'last') done();
    },
    onGap: () => undefined,
    log: { warn: () => undefined },
  });
  const say = (id: string) => ({ organizationId: a, projectId: null, kind: 'job' as const, id });
  // Said until heard: the listener connects in its own time.
  const repeat = setInterval(() => {
    withOrg(db, a, (tx) => notifyRow(tx, say('last'))).catch(() => undefined);
  }, 50);
  await withOrg(db, a, async (tx) => {
    await notifyRow(tx, say('rolled back'));
    throw new Error('no');
  }).catch(() => undefined);
  await last;
  clearInterval(repeat);
  await listener.close();
  expect(heard).not.toContain('rolled back');
});
