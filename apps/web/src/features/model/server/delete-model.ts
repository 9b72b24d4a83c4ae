import { findBaseModel } from '@modelmint/db/base-model/find-base-model';
import { modelNotFound } from '@modelmint/db/model/look-up-tuned';
import { notifyRow } from '@modelmint/db/notify-row';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { freeStorage } from '../../file/server/free-storage.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** By id or name. Frees its storage. `conflict` while endpoints point at it, which it names. Returns its id. */
export async function deleteModel(deps: Deps, principal: Principal, idOrName: string): Promise<string> {
  requirePermission(principal, 'model.write');
  const { organizationId, projectId } = principal;
  const deleted = await withOrg(deps.db, organizationId, async (tx) => {
    const model = await tx.model.findFirst({
      where: { projectId, deletedAt: null, OR: [{ id: idOrName }, { name: idOrName }] },
      select: { id: true, name: true },
    });
    if (model === null) throw await notDeleted(tx, organizationId, idOrName);
    // Under the lock no endpoint can be pointed at it: that takes a share lock of the row.
    await tx.$queryRaw`SELECT 1 FROM "model" WHERE "id" = ${model.id} FOR UPDATE`;
    const endpoints = await tx.endpoint.findMany({ where: { modelId: model.id }, select: { name: true } });
    if (endpoints.length > 0) {
      const names = endpoints.map(({ name }) => `'${name}'`).join(', ');
      throw new AppError('conflict', `The model is used by the endpoint ${names}. Repoint or delete it first.`);
    }
    const { count } = await tx.model.updateMany({
      where: { id: model.id, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) throw modelNotFound(idOrName);
    await notifyRow(tx, { organizationId, projectId, kind: 'model', id: model.id });
    await recordAct(tx, principal, {
      action: 'model.delete',
      target: { kind: 'model', id: model.id, name: model.name },
    });
    return tx.model.findUniqueOrThrow({ where: { id: model.id }, select: { id: true, storagePrefix: true } });
  });
  await freeStorage(deps, (storage) => storage.deletePrefix(deleted.storagePrefix));
  return deleted.id;
}

/** Base models stand in the same list, so that clients find them; they belong to more than this project. */
async function notDeleted(tx: OrgTransaction, organizationId: string, idOrName: string): Promise<AppError> {
  const base = await findBaseModel(tx, organizationId, idOrName);
  if (base === null || (base.organizationId === null && base.status !== 'READY')) return modelNotFound(idOrName);
  return new AppError(
    'permission_denied',
    base.organizationId === null
      ? `'${base.name}' is everybody's base model: only the operator deletes it.`
      : `'${base.name}' is a base model of the organization: delete it on its page of the dashboard.`,
  );
}
