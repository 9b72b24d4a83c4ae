import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { lockModel } from './create-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { endpointNotFound, getEndpoint } from './list-endpoints.ts';

export const RepointEndpoint = z.object({ modelId: z.string().max(300) });
export type RepointEndpoint = z.infer<typeof RepointEndpoint>;

/** From its commit on, calls of the name go to the other model. */
export async function repointEndpoint(
  deps: Deps,
  principal: Principal,
  { endpointId, modelId }: RepointEndpoint & { endpointId: string },
): Promise<EndpointView> {
  requirePermission(principal, 'endpoint.write');
  const { organizationId, projectId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    const model = await lockModel(tx, { projectId, modelId });
    const { count } = await tx.endpoint.updateMany({
      where: { id: endpointId, projectId },
      data: { modelId: model.id, updatedAt: new Date() },
    });
    if (count === 0) throw endpointNotFound();
    await notifyRow(tx, { organizationId, projectId, kind: 'endpoint', id: endpointId });
    const { name } = await tx.endpoint.findUniqueOrThrow({ where: { id: endpointId }, select: { name: true } });
    await recordAct(tx, principal, {
      action: 'endpoint.repoint',
      target: { kind: 'endpoint', id: endpointId, name },
      details: { modelId: model.id },
    });
  });
  return getEndpoint(deps, principal, endpointId);
}

/** The model stays. */
export async function deleteEndpoint(deps: Deps, principal: Principal, endpointId: string): Promise<void> {
  requirePermission(principal, 'endpoint.write');
  const { organizationId, projectId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    const found = await tx.endpoint.findFirst({ where: { id: endpointId, projectId }, select: { name: true } });
    const { count } = await tx.endpoint.deleteMany({ where: { id: endpointId, projectId } });
    if (found === null || count === 0) throw endpointNotFound();
    await notifyRow(tx, { organizationId, projectId, kind: 'endpoint', id: endpointId });
    const { name } = found;
    await recordAct(tx, principal, { action: 'endpoint.delete', target: { kind: 'endpoint', id: endpointId, name } });
  });
}
