import { isUniqueViolation } from '@modelmint/db/database-error';
import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import type { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { datasetNotFound, findDataset } from './get-dataset.ts';
import { ringIngest } from './insert-dataset.ts';

export const CreateVersion = DatasetSpec;
export type CreateVersion = z.output<typeof CreateVersion>;

/** Reads the file of a data set anew, with other columns or another split; earlier versions stay as they are. */
export async function createVersion(
  deps: Deps,
  principal: Principal,
  { datasetId, spec }: { datasetId: string; spec: CreateVersion },
): Promise<{ versionId: string; number: number }> {
  requirePermission(principal, 'data.write');
  const { organizationId, projectId } = principal;
  const id = newId('datasetVersion');
  try {
    const number = await withOrg(deps.db, organizationId, async (tx) => {
      const { name, versions } = await findDataset(tx, principal, datasetId);
      const [newest] = versions;
      if (newest === undefined) throw datasetNotFound();
      const next = newest.number + 1;
      await tx.datasetVersion.create({
        data: { id, organizationId, datasetId, number: next, fileId: newest.fileId, spec },
      });
      await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
      await recordAct(tx, principal, {
        action: 'dataset.create_version',
        target: { kind: 'dataset', id: datasetId, name },
        details: { number: next, task: spec.task ?? null },
      });
      return next;
    });
    await ringIngest(deps, organizationId, id);
    return { versionId: id, number };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'Another version was made at the same moment. Try again.');
  }
}
