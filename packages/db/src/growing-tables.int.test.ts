import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit, listAuditChoices } from './audit/list-audit.ts';
import { type Database, openDatabase } from './open-database.ts';
import { searchProject } from './search/search-project.ts';
import { claimTraining } from './system/claim-training.ts';
import { countStartable } from './system/count-startable.ts';
import { expireHolds } from './system/expire-holds.ts';
import { findUsedFiles, findUsedFolders } from './system/find-used-folders.ts';
import { listLostTraining } from './system/list-lost-training.ts';
import { listValidatedJobs } from './system/list-validated-jobs.ts';
import { queuePlace } from './system/queue-place.ts';
import { listJobTags } from './training/job-tags.ts';
import { listJobIds } from './training/list-job-ids.ts';
import { withOrg } from './with-org.ts';

const rowsMany = 20_000;
/** Far below what is there, far above what any of these has to look at. */
const rowsReadMax = 500;

let clone: TestDatabase;
let superuser: pg.Client;
let db: Database;
let tenant: Tenant;
let jobId: string;
let endpointId: string;

/** `from` once more, so many times, each with another id and what `changes` says. */
const multiply = (table: string, { id, changes }: { id: string; changes: string }) =>
  superuser.query(
    `INSERT INTO "${table}" SELECT (jsonb_populate_record(t, jsonb_build_object('id', t."id" || n) || ${changes})).*
     FROM "${table}" t, generate_series(1, ${rowsMany}) n WHERE t."id" = $1`,
    [id],
  );

beforeAll(async () => {
  clone = await cloneDatabase();
  superuser = new pg.Client({ ...clone.superuser });
  await superuser.connect();
  // One connection of each login, so that it can be told to publish what it has read.
  const urls = { appUrl: clone.appUrl, systemUrl: clone.systemUrl };
  db = openDatabase({ ...urls, applicationName: 'growing tables test', connectionsMax: 1 });
  tenant = await makeTenant(db);
  const { organizationId, projectId } = tenant;
  const datasetVersionId = await makeReadyVersion(db, tenant);
  jobId = await makeTrainingJob(db, tenant, { datasetVersionId });
  const { holdId, trainingFileId } = await db.system.fineTuningJob.findUniqueOrThrow({ where: { id: jobId } });
  await multiply('fine_tuning_job', {
    id: jobId,
    changes: `jsonb_build_object('status', 'SUCCEEDED', 'holdId', 'h' || n, 'leaseUntil', now() - n * interval '1 minute',
      'createdAt', now() - n * interval '1 second', 'suffix', 'job-' || n)`,
  });
  await superuser.query(
    `INSERT INTO "job_tag" SELECT "organizationId", "projectId", "id", CASE "suffix" WHEN 'job-77' THEN 'rare' ELSE 'often' END,
       "createdAt" FROM "fine_tuning_job"`,
  );
  await multiply('hold', {
    id: holdId ?? '',
    changes: `jsonb_build_object('state', 'SETTLED', 'finishedAt', now(), 'key', 'request:' || n)`,
  });
  await multiply('file', { id: trainingFileId, changes: `jsonb_build_object('storageKey', 'files/' || n)` });
  endpointId = 'ep_quiet';
  await superuser.query(
    `INSERT INTO "request" ("id", "organizationId", "projectId", "modelId", "endpointId", "route", "status", "inputs",
       "inputTokens", "latencyMs") SELECT 'req_' || n, $1, $2, 'm', CASE WHEN n < 4 THEN $3 ELSE 'ep_busy' END, 'r', 200,
       1, 1, 1 FROM generate_series(1, ${rowsMany}) n`,
    [organizationId, projectId, endpointId],
  );
  await superuser.query(
    `INSERT INTO "audit_entry" ("id", "organizationId", "projectId", "actorKind", "actorId", "action", "targetKind", "targetId",
       "createdAt") SELECT 'audit_' || n, $1, $2, 'user', 'user_' || n % 20, 'action.' || n % 30, 'file', 'f',
       now() - n * interval '1 second' FROM generate_series(1, ${rowsMany}) n`,
    [organizationId, projectId],
  );
  await superuser.query('VACUUM ANALYZE');
}, 120_000);
afterAll(async () => {
  await db.close();
  await superuser.end();
  await clone.drop();
});

/** Rows of all tables that were looked at so far, whether by their index or one after the other. */
async function rowsRead(): Promise<number> {
  for (const login of [db.app, db.system]) await login.$queryRaw`SELECT pg_stat_force_next_flush()::text`;
  for (const login of [db.app, db.system]) await login.$queryRaw`SELECT 1`;
  await superuser.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await superuser.query<{ read: string }>(
    'SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS "read" FROM pg_stat_user_tables',
  );
  return Number(rows[0]?.read);
}

test('the measure sees a whole table that is read', async () => {
  const before = await rowsRead();
  await db.system.fineTuningJob.count({ where: { suffix: 'nowhere' } });
  expect((await rowsRead()) - before).toBeGreaterThan(rowsMany - 1);
});

const mine = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(db, tenant.organizationId, run);
test.each<[string, () => Promise<unknown>]>([
  ['the place in the queue', () => queuePlace(db, { organizationId: tenant.organizationId, jobId })],
  ['what can start', () => countStartable(db)],
  ['jobs that waited for a check', () => listValidatedJobs(db)],
  ['jobs that lost their worker', () => listLostTraining(db)],
  ['holds that have ended', () => expireHolds(db)],
  ['files that are wanted', () => findUsedFiles(db, ['files/1', 'files/2', 'files/none'])],
  ['models that are wanted', () => findUsedFolders(db, ['jobs/none/1/model'])],
  [
    'open holds of an organization',
    () =>
      mine((tx) =>
        tx.hold.findMany({ where: { ...idOf(tenant), finishedAt: null }, orderBy: { createdAt: 'desc' }, take: 20 }),
      ),
  ],
  [
    'calls of a quiet endpoint',
    () =>
      mine((tx) =>
        tx.request.findMany({ where: { ...idOf(tenant), endpointId }, orderBy: { createdAt: 'desc' }, take: 20 }),
      ),
  ],
  ...['actorId', 'action', 'projectId', 'from'].map((name): [string, () => Promise<unknown>] => [
    `a deep page of the audit log by ${name}`,
    async () => {
      const { organizationId, projectId } = tenant;
      const after = { id: 'audit_15000', createdAt: new Date(Date.now() - 15_000_000) };
      const filters = { actorId: 'user_7', action: 'action.7', projectId, from: new Date(0) };
      const filter = { [name]: filters[name as keyof typeof filters] };
      const page = await mine((tx) => listAudit(tx, { organizationId, ...filter, after, limit: 50 }));
      expect(page).toHaveLength(50);
    },
  ]),
  ...[
    { name: 'a deep page of jobs', filter: {}, found: 50 },
    { name: 'the jobs of a status', filter: { status: 'QUEUED' as const }, found: 1 },
    { name: 'the jobs with a tag', filter: { tag: 'rare' }, found: 1 },
    { name: 'a deep page of the jobs with a tag', filter: { tag: 'often' }, found: 50 },
    { name: 'jobs by their name', filter: { text: 'JOB-19999' }, found: 1 },
  ].map(({ name, filter, found }): [string, () => Promise<unknown>] => [
    name,
    async () => {
      const { organizationId, projectId } = tenant;
      const seen = { id: 'ftjob', createdAt: new Date(Date.now() - 15_000_000) };
      const after = name.startsWith('a deep page') ? { after: seen } : {};
      const page = await mine((tx) =>
        listJobIds(tx, { organizationId, projectId, ...filter }, { ...after, limit: 50 }),
      );
      expect(page).toHaveLength(found);
    },
  ]),
  [
    'the tags of a project',
    async () => {
      const tags = await mine((tx) => listJobTags(tx, { ...idsOf(tenant), limit: 100 }));
      expect(tags).toEqual(['often', 'rare']);
    },
  ],
  [
    'what the search of a project finds',
    async () => {
      const asked = { ...idsOf(tenant), limitPerKind: 5 };
      const found = await mine((tx) => searchProject(tx, { ...asked, text: 'JOB-123' }));
      expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
        ['job-123', 'job-1230', 'job-1231', 'job-1232', 'job-1233'].map((name) => `job ${name}`),
      );
      expect(await mine((tx) => searchProject(tx, { ...asked, text: '%' }))).toEqual([]);
      const [dataset] = await mine((tx) => searchProject(tx, { ...asked, text: 'ds_' }));
      expect(dataset).toMatchObject({ kind: 'dataset', name: 'rows' });
    },
  ],
  ['who and what the audit log knows', () => mine((tx) => listAuditChoices(tx, tenant.organizationId))],
  ['the claim of the next job', () => claimTraining(db, { workerId: 'wrk_1' })],
])('%s is found without reading a table whole', async (_name, ask) => {
  const before = await rowsRead();
  await ask();
  expect((await rowsRead()) - before).toBeLessThan(rowsReadMax);
});

const idsOf = ({ organizationId, projectId }: Tenant) => ({ organizationId, projectId });

function idOf({ organizationId }: Tenant): { organizationId: string } {
  return { organizationId };
}
