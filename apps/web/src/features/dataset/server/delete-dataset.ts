import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { freeStorage } from '../../file/server/free-storage.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type Dependants, findDataset, findDependants } from './get-dataset.ts';
import { refuseWhileUsed, retireDatasets } from './retire-datasets.ts';

/**
 * Deletes a data set with its files and frees their storage. `conflict` while a live job reads it, which it names.
 * Returns what was made from it: jobs keep their records, and models go on answering.
 */
export async function deleteDataset(deps: Deps, principal: Principal, datasetId: string): Promise<Dependants> {
  requirePermission(principal, 'data.write');
  const { organizationId, projectId } = principal;
  const { keys, dependants } = await withOrg(deps.db, organizationId, async (tx) => {
    const { id, name, versions } = await findDataset(tx, principal, datasetId);
    const fileIds = [...new Set(versions.map(({ fileId }) => fileId))];
    // The lock that a job in the making waits for.
    await tx.file.updateMany({ where: { id: { in: fileIds } }, data: { deletedAt: new Date() } });
    const versionIds = versions.map((version) => version.id);
    await refuseWhileUsed(tx, versionIds);
    for (const fileId of fileIds) await notifyRow(tx, { organizationId, projectId, kind: 'file', id: fileId });
    await recordAct(tx, principal, { action: 'dataset.delete', target: { kind: 'dataset', id, name } });
    return {
      keys: [...versions.map(({ file }) => file.storageKey), ...(await retireDatasets(tx, principal, [id]))],
      dependants: await findDependants(tx, versionIds),
    };
  });
  // After the commit: a crash in between leaves bytes without a row, which the storage sweep removes.
  await freeStorage(deps, async (storage) => {
    for (const key of new Set(keys)) await storage.delete(key);
  });
  return dependants;
}
