import { isUniqueViolation } from '@modelmint/db/database-error';
import { modelNotFound } from '@modelmint/db/model/look-up-tuned';
import { notifyRow } from '@modelmint/db/notify-row';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { EndpointName } from '@modelmint/domain/endpoint-name';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { EndpointView } from './endpoint-view.ts';
import { getEndpoint } from './list-endpoints.ts';

export const CreateEndpoint = z.object({
  name: EndpointName,
  /** Id or name of a tuned model. */
  modelId: z.string().max(300),
});
export type CreateEndpoint = z.infer<typeof CreateEndpoint>;

export async function createEndpoint(deps: Deps, principal: Principal, input: CreateEndpoint): Promise<EndpointView> {
  requirePermission(principal, 'endpoint.write');
  const { organizationId, projectId } = principal;
  const { name, modelId } = input;
  const id = newId('endpoint');
  try {
    await withOrg(deps.db, organizationId, async (tx) => {
      const { id: foundId } = await lockModel(tx, { projectId, modelId });
      await tx.endpoint.create({ data: { id, organizationId, projectId, name, modelId: foundId } });
      await notifyRow(tx, { organizationId, projectId, kind: 'endpoint', id });
      await recordAct(tx, principal, {
        action: 'endpoint.create',
        target: { kind: 'endpoint', id, name },
        details: { modelId: foundId },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', `There is an endpoint '${name}' already. Repoint it, or choose another name.`, {
      param: 'name',
    });
  }
  return getEndpoint(deps, principal, id);
}

/** Keeps the model from being deleted until the endpoint points at it. */
export async function lockModel(
  tx: OrgTransaction,
  { projectId, modelId }: { projectId: string; modelId: string },
): Promise<{ id: string }> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "model" WHERE ("id" = ${modelId} OR "name" = ${modelId}) AND "projectId" = ${projectId} AND "deletedAt" IS NULL FOR SHARE`;
  if (held === undefined) throw modelNotFound(modelId);
  return held;
}
