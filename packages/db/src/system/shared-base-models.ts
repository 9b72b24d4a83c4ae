import type { BaseModelSource } from '@modelmint/domain/base-model';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { insertBaseModel } from '../base-model/create-base-model.ts';
import { baseModelNotFound, removeBaseModel } from '../base-model/delete-base-model.ts';
import type { BaseModel } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** For the operator: a base model of everybody that waits for its import. Ring `base-model.import` after it. */
export async function createSharedBaseModel(
  db: Database,
  asked: { name: string; source: BaseModelSource; operator: OperatorActor | null },
): Promise<BaseModel> {
  const { operator, ...fields } = asked;
  return withSystem(db, async (tx) => {
    const row = await insertBaseModel(tx, {
      ...fields,
      organizationId: null,
      createdByUserId: operator?.userId ?? null,
    });
    await recordOperatorAct(tx, operator, {
      action: 'base_model.import',
      target: { kind: 'base_model', id: row.id, name: row.name },
      details: { source: asked.source.kind },
    });
    return row;
  });
}

/** For the operator: everybody's base models whatever their status, newest first. */
export async function listSharedBaseModels(db: Database): Promise<BaseModel[]> {
  return withSystem(db, (tx) =>
    tx.baseModel.findMany({
      where: { organizationId: null, deletedAt: null },
      orderBy: { createdAt: 'desc' },
      take: 500,
    }),
  );
}

/** For the operator. Throws `model_not_found`, and `invalid_state` while anybody's jobs or models stand on it. */
export async function deleteSharedBaseModel(
  db: Database,
  { nameOrId, operator }: { nameOrId: string; operator: OperatorActor | null },
): Promise<BaseModel> {
  return withSystem(db, async (tx) => {
    const found = await tx.baseModel.findFirst({
      where: { organizationId: null, deletedAt: null, OR: [{ id: nameOrId }, { name: nameOrId }] },
    });
    if (found === null) throw baseModelNotFound(nameOrId);
    const { id, name } = found;
    await recordOperatorAct(tx, operator, { action: 'base_model.delete', target: { kind: 'base_model', id, name } });
    return removeBaseModel(tx, found);
  });
}
