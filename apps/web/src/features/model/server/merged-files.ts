import type { FoundTunedModel } from '@modelmint/db/model/look-up-tuned';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { isAdapter } from '@modelmint/domain/is-adapter';
import { mergedFolderOf, tfjsFolderOf } from '@modelmint/domain/model-files';
import { MergeAnswer, type MergeRequest, mergePath } from '@modelmint/domain/serving-contract';
import type { Deps } from '../../../deps.ts';
import { callWorker } from '../../call/server/call-worker.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { readManifest } from './read-manifest.ts';

/** Below what a fetch waits for the head of an answer. */
const deadlineMs = 280_000;

/**
 * Where the adapter lies worked into its base; made by a worker for the first who asks. Throws `not_found` for a model that
 * is whole, `permission_denied` for who may only read and asks first, and what the worker says.
 */
export async function needMergedFiles(
  deps: Deps,
  principal: Principal,
  model: FoundTunedModel['model'],
): Promise<string> {
  const { id, name, storagePrefix, base, job } = model;
  if (base === null || base.storagePrefix === null || !isAdapter(job.spec))
    throw new AppError(
      'not_found',
      `The model '${name}' is no adapter, so nothing is to be merged: download it without a format.`,
      { param: 'format' },
    );
  const prefix = mergedFolderOf(storagePrefix);
  if (await isStored(deps, prefix)) return prefix;
  requirePermission(principal, 'model.write');
  const body: MergeRequest = {
    ...{ modelId: id, storagePrefix, title: name },
    base: { id: base.id, storagePrefix: base.storagePrefix },
  };
  const question = { path: mergePath, body, answer: MergeAnswer, isWhole: () => true, deadlineMs };
  // Who leaves meanwhile finds it made when coming again.
  await callWorker(deps, question, { signal: new AbortController().signal });
  await countFiles(deps, principal, { id, storagePrefix });
  return prefix;
}

/** It counts to the storage of the organization, however many have asked at once. */
async function countFiles(
  deps: Deps,
  { organizationId }: Principal,
  { id, storagePrefix }: { id: string; storagePrefix: string },
): Promise<void> {
  const sizes = await Promise.all(
    [storagePrefix, tfjsFolderOf(storagePrefix), mergedFolderOf(storagePrefix)].map((prefix) => sizeOf(deps, prefix)),
  );
  const sizeBytes = BigInt(sizes.reduce((sum, size) => sum + size, 0));
  await withOrg(deps.db, organizationId, (tx) => tx.model.updateMany({ where: { id }, data: { sizeBytes } }));
}

async function sizeOf(deps: Deps, prefix: string): Promise<number> {
  if (!(await isStored(deps, prefix))) return 0;
  return (await readManifest(deps, prefix)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

async function isStored({ storage }: Deps, prefix: string): Promise<boolean> {
  return (await storage.head(`${prefix}/manifest.json`)) !== null;
}
