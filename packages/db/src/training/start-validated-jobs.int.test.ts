import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { createTraining } from './create-training.ts';
import { startValidatedJobs } from './start-validated-jobs.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({
    appUrl: clone.appUrl,
    systemUrl: clone.systemUrl,
    applicationName: 'validated',
    waitMsMax: 30_000,
  });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

async function makeUnread({ organizationId, projectId }: Tenant): Promise<string> {
  const [fileId, datasetId, id] = [newId('file'), newId('dataset'), newId('datasetVersion')];
  const owner = { organizationId, projectId };
  const stored = { sizeBytes: 1n, sha256: '', storageKey: `files/${organizationId}/${fileId}` };
  await withOrg(db, organizationId, async (tx) => {
    await tx.file.create({ data: { id: fileId, ...owner, name: 'rows.jsonl', purpose: 'fine-tune', ...stored } });
    await tx.dataset.create({ data: { id: datasetId, ...owner, name: 'rows' } });
    await tx.datasetVersion.create({ data: { id, organizationId, datasetId, number: 1, fileId, spec: {} } });
  });
  return id;
}

test('a job whose data cannot be read ends, with our fault named, instead of waiting for ever', async () => {
  const tenant = await makeTenant(db);
  const { organizationId, projectId } = tenant;
  const datasetVersionId = await makeUnread(tenant);
  const asked = { organizationId, projectId, datasetVersionId, baseModel: 'text-classifier-lstm', seed: 1 };
  const nobody = { suffix: null, metadata: null, createdByUserId: null, apiKeyId: null };
  const job = await withOrg(db, organizationId, (tx) =>
    createTraining(tx, { ...asked, ...nobody, method: { type: 'supervised' } }),
  );
  expect(job.status).toBe('VALIDATING_FILES');
  await withOrg(db, organizationId, (tx) =>
    tx.datasetVersion.update({
      where: { id: datasetVersionId },
      data: { status: 'READY', report: { of: 'another age' } },
    }),
  );
  expect(await startValidatedJobs(db, { organizationId, datasetVersionId })).toEqual({
    queued: [],
    failed: [job.id],
    reread: [],
  });
  const [ended, holds] = await withOrg(db, organizationId, async (tx) => [
    await tx.fineTuningJob.findUniqueOrThrow({ where: { id: job.id } }),
    await tx.hold.count(),
  ]);
  expect(ended).toMatchObject({ status: 'FAILED', fault: 'PLATFORM', chargedMicros: 0n });
  expect(ended.errorMessage).toContain('not readable');
  expect(holds).toBe(0);
  expect(await startValidatedJobs(db, { organizationId, datasetVersionId })).toEqual({
    queued: [],
    failed: [],
    reread: [],
  });
});
