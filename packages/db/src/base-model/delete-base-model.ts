import { AppError } from '@modelmint/domain/errors';
import type { BaseModel } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';
import { findBaseModel } from './find-base-model.ts';
import { tellBaseModel } from './tell-base-model.ts';

/**
 * Also ends a running import. Its files are taken by the storage sweep. Throws `model_not_found`, `permission_denied`
 * for what is everybody's, and `invalid_state` while jobs or tuned models stand on it.
 */
export async function deleteBaseModel(
  tx: OrgTransaction,
  organizationId: string,
  nameOrId: string,
): Promise<BaseModel> {
  const found = await findBaseModel(tx, organizationId, nameOrId);
  if (found === null) throw baseModelNotFound(nameOrId);
  if (found.organizationId === null)
    throw new AppError('permission_denied', `'${found.name}' is everybody's base model: only the operator deletes it.`);
  return removeBaseModel(tx, found);
}

/** Also for what is everybody's; its caller has checked who may. */
export async function removeBaseModel(
  tx: OrgTransaction | SystemTransaction,
  { id, name }: { id: string; name: string },
): Promise<BaseModel> {
  // Under the lock no job can begin to stand on it: that takes a share lock of the row.
  await tx.$queryRaw`SELECT 1 FROM "base_model" WHERE "id" = ${id} FOR UPDATE`;
  const jobs = await tx.fineTuningJob.count({
    where: { baseModelId: id, status: { in: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'] } },
  });
  const models = await tx.model.count({ where: { baseModelId: id, deletedAt: null } });
  if (jobs + models > 0)
    throw new AppError(
      'invalid_state',
      `${standsOn(name, { jobs, models })} ${jobs > 0 ? 'Cancel' : 'Delete'} them first.`,
    );
  const { count } = await tx.baseModel.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
  if (count === 0) throw baseModelNotFound(name);
  const row = await tx.baseModel.findUniqueOrThrow({ where: { id } });
  await tellBaseModel(tx, row);
  return row;
}

function standsOn(name: string, { jobs, models }: { jobs: number; models: number }): string {
  const count = (n: number, one: string, more: string) => (n === 0 ? [] : [n === 1 ? `1 ${one}` : `${n} ${more}`]);
  const parts = [
    ...count(jobs, 'open fine-tuning job', 'open fine-tuning jobs'),
    ...count(models, 'tuned model', 'tuned models'),
  ];
  return `'${name}' is in use: ${parts.join(' and ')} ${jobs + models === 1 ? 'stands' : 'stand'} on it.`;
}

export function baseModelNotFound(name: string): AppError {
  return new AppError('model_not_found', `There is no base model '${name.slice(0, 200)}'.`, { param: 'model' });
}
