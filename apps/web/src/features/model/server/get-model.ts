import { modelNotFound } from '@modelmint/db/model/look-up-tuned';
import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { CheckpointFacts } from '@modelmint/domain/base-model';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findTunedModel } from './find-tuned-model.ts';
import { type ModelView, modelInclude, toModelView } from './model-view.ts';

export interface ModelDetail extends ModelView {
  job: { id: string; createdAt: Date; finishedAt: Date | null };
  dataset: { id: string; name: string; versionNumber: number; trainRows: number | null; validationRows: number | null };
  /** Of the imported base, as its card names it. Null: it names none, or there is no such base. */
  baseLicence: string | null;
}

/** By the model's id or name, or by the name of an endpoint. */
export async function getModel(deps: Deps, principal: Principal, idOrName: string): Promise<ModelDetail> {
  requirePermission(principal, 'project.read');
  const { model } = await findTunedModel(deps, principal, idOrName);
  const row = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.model.findFirst({
      where: { id: model.id },
      include: {
        ...modelInclude,
        job: {
          select: {
            ...modelInclude.job.select,
            id: true,
            createdAt: true,
            finishedAt: true,
            version: {
              select: {
                number: true,
                trainRows: true,
                validationRows: true,
                dataset: { select: { id: true, name: true } },
              },
            },
          },
        },
      },
    }),
  );
  if (row === null) throw modelNotFound(idOrName);
  const { id, createdAt, finishedAt, version } = row.job;
  const { number, dataset, ...rows } = version;
  return {
    ...toModelView(row, await listWarmModels(deps.db)),
    job: { id, createdAt, finishedAt },
    dataset: { ...dataset, versionNumber: number, ...rows },
    baseLicence: CheckpointFacts.safeParse(row.base?.facts).data?.licence ?? null,
  };
}
