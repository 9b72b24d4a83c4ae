import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdMoney } from '../ledger/hold-money.ts';
import { releaseHold } from '../ledger/release-hold.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { stopWork } from './stop-work.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'stop work' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

async function makeJob(
  { organizationId, projectId }: Tenant,
  { id, status }: { id: string; status: 'QUEUED' | 'RUNNING' },
) {
  return withOrg(db, organizationId, async (tx) => {
    const money = { key: `infer:${id}`, amountMicros: 100n, expiresAt: new Date(Date.now() + 60_000) };
    const { holdId } = await holdMoney(tx, { organizationId, projectId, ...money });
    await tx.inferenceJob.create({
      data: {
        ...{ id, organizationId, projectId, mode: 'ROWS', route: '/v1/embeddings', inputFileId: 'file-1', seed: 1 },
        ...{ status, holdId, chunksDone: status === 'RUNNING' ? 1 : 0, expiresAt: new Date(Date.now() + 60_000) },
      },
    });
    return { id, holdId };
  });
}

test('waits for whoever works on a job without keeping the wallet that it needs', async () => {
  const tenant = await makeTenant(db);
  const { organizationId } = tenant;
  const [first, second] = [newId('inferenceJob'), newId('inferenceJob')].sort() as [string, string];
  const waits = await makeJob(tenant, { id: first, status: 'QUEUED' });
  const runs = await makeJob(tenant, { id: second, status: 'RUNNING' });
  const isWaiting = async () => {
    const [row] = await db.system.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS "waiting" FROM pg_locks WHERE NOT "granted"`;
    return (row?.waiting ?? 0) > 0;
  };
  let stopped: Promise<number> | undefined;
  await withOrg(db, organizationId, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "inference_job" WHERE "id" = ${runs.id} FOR UPDATE`;
    stopped = withOrg(db, organizationId, (other) => stopWork(other));
    await expect.poll(isWaiting).toBe(true);
    expect(await releaseHold(tx, { organizationId, holdId: runs.holdId })).toBe(true);
  });
  expect(await stopped).toBe(2);
  const jobs = await withOrg(db, organizationId, (tx) => tx.inferenceJob.findMany({ orderBy: { id: 'asc' } }));
  expect(jobs.map(({ id, status }) => [id, status])).toEqual([
    [waits.id, 'CANCELLED'],
    [runs.id, 'RUNNING'],
  ]);
  expect(jobs[1]?.cancelRequestedAt).not.toBeNull();
});
