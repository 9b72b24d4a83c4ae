import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claimTraining, type TrainingWork } from '@modelmint/db/system/claim-training';
import { withOrg } from '@modelmint/db/with-org';
import { childEntry } from '../child-entry.ts';
import type { TestDeps } from '../make-test-deps.ts';
import { fetchFolder } from '../objects/fetch-folder.ts';

// What the tests of training share.

interface OfTenant {
  organizationId: string;
}

export async function claimTestJob(deps: TestDeps): Promise<TrainingWork> {
  const work = await claimTraining(deps.db, deps);
  if (work === null) throw new Error('nothing to claim');
  return work;
}

export const readTestJob = (deps: TestDeps, tenant: OfTenant, id: string) =>
  withOrg(deps.db, tenant.organizationId, (tx) =>
    tx.fineTuningJob.findUniqueOrThrow({
      where: { id },
      include: { events: { orderBy: { sequence: 'asc' } }, checkpoints: true, model: true },
    }),
  );

/** The folder of the model that a job made. */
export async function bringTestModel(deps: TestDeps, tenant: OfTenant, jobId: string): Promise<string> {
  const folder = path.join(deps.folder, `model-${jobId}`);
  const { model } = await readTestJob(deps, tenant, jobId);
  await fetchFolder(deps.storage, { prefix: model?.storagePrefix ?? '', folder });
  return folder;
}

export const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The program of a child that dies with -9 at the first word after so many checkpoints. */
export function dyingChild(deps: TestDeps, after = 1): { path: string; execArgv: string[] } {
  const { path: child, execArgv } = childEntry('train/train-child');
  const file = path.join(deps.folder, 'dying.mjs');
  writeFileSync(
    file,
    `const send = process.send.bind(process);
    let checkpoints = 0;
    process.send = (answer, ...rest) => {
      if (answer.kind === 'metrics' && checkpoints >= ${after}) process.kill(process.pid, 'SIGKILL');
      if (answer.kind === 'checkpoint') checkpoints++;
      return send(answer, ...rest);
    };
    await import(${JSON.stringify(child)});`,
  );
  return { path: file, execArgv };
}
