import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { refuseWhileUsed, retireDatasets } from '../../dataset/server/retire-datasets.ts';
import { refuseWhileRead } from '../../inference/server/refuse-while-read.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { freeStorage } from './free-storage.ts';
import { fileNotFound } from './get-file.ts';

/** Deletes a file with the data sets made from it, and frees their storage. `conflict` while a live job reads them. */
export async function deleteFile(deps: Deps, principal: Principal, fileId: string): Promise<void> {
  requirePermission(principal, 'data.write');
  const { organizationId, projectId } = principal;
  const id = parseId('file', fileId);
  if (id === null) throw fileNotFound();
  const keys = await withOrg(deps.db, organizationId, async (tx) => {
    const { count } = await tx.file.updateMany({
      where: { id, projectId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) throw fileNotFound();
    const versions = await tx.datasetVersion.findMany({ where: { fileId: id }, select: { id: true, datasetId: true } });
    await refuseWhileRead(tx, id);
    await refuseWhileUsed(
      tx,
      versions.map((version) => version.id),
    );
    const { storageKey, name, purpose } = await tx.file.findUniqueOrThrow({
      where: { id },
      select: { storageKey: true, name: true, purpose: true },
    });
    // Its job names it no more; other files stay named by what was made of them.
    if (purpose === 'fine-tune-results')
      await tx.fineTuningJob.updateMany({ where: { projectId, resultFileId: id }, data: { resultFileId: null } });
    await notifyRow(tx, { organizationId, projectId, kind: 'file', id });
    await recordAct(tx, principal, { action: 'file.delete', target: { kind: 'file', id, name } });
    return [
      storageKey,
      ...(await retireDatasets(
        tx,
        principal,
        versions.map((version) => version.datasetId),
      )),
    ];
  });
  // After the commit: a crash in between leaves bytes without a row, which the storage sweep removes.
  await freeStorage(deps, async (storage) => {
    for (const key of keys) await storage.delete(key);
  });
}
