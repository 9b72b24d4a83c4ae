import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { claimTraining } from '@modelmint/db/system/claim-training';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childEntry } from '../child-entry.ts';
import { makeTestDeps, type TestDeps, testVariables } from '../make-test-deps.ts';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { crashPoints } from './crash-program.ts';
import { requeueLostTraining } from './requeue-lost-training.ts';
import { runTraining } from './run-training.ts';
import { fourSteps, writeScriptedChild } from './scripted-child.ts';

let clone: TestDatabase;
let deps: TestDeps;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
});
afterAll(async () => {
  await deps.close();
  await clone.drop();
});

async function makeJob() {
  const tenant = await makeTenant(deps.db);
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  for (const name of ['train', 'validation'])
    await deps.storage.put(
      `datasets/${datasetVersionId}/1/${name}.jsonl`,
      Buffer.from('{"text":"a","label":"good"}\n'),
    );
  return { ...tenant, jobId: await makeTrainingJob(deps.db, tenant, { datasetVersionId }) };
}

/** Lets the leases end that a dead worker has left. */
const passTime = () =>
  deps.db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "leaseUntil" = now() - interval '1 second' WHERE "status" = 'RUNNING'`;

test.each(crashPoints)('killed %s: one model, one charge', async (point) => {
  const { organizationId, jobId } = await makeJob();
  const { path: childPath } = writeScriptedChild(deps.folder, fourSteps);
  const { path: program, execArgv } = childEntry('train/crash-program');
  const worker = spawn(process.execPath, [...execArgv, program, point, childPath], {
    env: testVariables(clone, deps.folder),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  expect(await once(worker, 'exit')).toEqual([null, 'SIGKILL']);

  await passTime();
  const requeued = await requeueLostTraining(deps, { graceSeconds: 0 });
  expect(requeued).toBe(point === 'after the result is committed' ? 0 : 1);
  const next = await claimTraining(deps.db, deps);
  if (requeued === 1) {
    expect(next).toMatchObject({ jobId, fence: 2 });
    if (next) expect(await runTraining(deps, next, { entry: { path: childPath, execArgv: [] } })).toBe('succeeded');
  } else expect(next).toBeNull();

  const [job, usage, wallet] = await withOrg(deps.db, organizationId, async (tx) => [
    await tx.fineTuningJob.findUniqueOrThrow({ where: { id: jobId }, include: { model: true } }),
    await tx.usage.findMany(),
    await readWallet(tx, organizationId),
  ]);
  expect(job).toMatchObject({ status: 'SUCCEEDED', attempts: requeued, chargedMicros: 200n });
  expect(await withOrg(deps.db, organizationId, (tx) => tx.model.count())).toBe(1);
  expect(usage).toMatchObject([{ eventKey: `job:${jobId}`, tokens: 400n, amountMicros: 200n, modelId: job.model?.id }]);
  expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 4_999_800n });
  const folder = path.join(deps.folder, `model-${jobId}`);
  await fetchFolder(deps.storage, { prefix: job.model?.storagePrefix ?? '', folder });
  expect((await checkLedger(deps.db)).filter(({ isOk }) => !isOk)).toEqual([]);
});
