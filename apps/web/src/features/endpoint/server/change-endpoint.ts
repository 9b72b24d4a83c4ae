import { notifyRow } from '@modelmint/db/notify-row';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { lockModel } from './create-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { endpointNotFound, getEndpoint } from './list-endpoints.ts';

export const RepointEndpoint = z.object({
  modelId: z.string().max(300),
  /** The id of the model that it pointed at when one decided: refused when somebody was faster. */
  from: z.string().max(300).optional(),
  /** Clients that call it now send what the other model does not read. */
  acceptsOtherTask: z.boolean().default(false),
});
export type RepointEndpoint = z.infer<typeof RepointEndpoint>;

/** From its commit on, calls of the name go to the other model. */
export async function repointEndpoint(
  deps: Deps,
  principal: Principal,
  { endpointId, ...asked }: RepointEndpoint & { endpointId: string },
): Promise<EndpointView> {
  requirePermission(principal, 'endpoint.write');
  const { organizationId, projectId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    const model = await lockModel(tx, { projectId, modelId: asked.modelId });
    const { name } = await lockEndpoint(tx, { endpointId, projectId, modelId: model.id, asked });
    await tx.endpoint.update({ where: { id: endpointId }, data: { modelId: model.id, updatedAt: new Date() } });
    await notifyRow(tx, { organizationId, projectId, kind: 'endpoint', id: endpointId });
    await recordAct(tx, principal, {
      action: 'endpoint.repoint',
      target: { kind: 'endpoint', id: endpointId, name },
      details: { modelId: model.id },
    });
  });
  return getEndpoint(deps, principal, endpointId);
}

interface Repointing {
  endpointId: string;
  projectId: string;
  /** Where it shall point. */
  modelId: string;
  asked: RepointEndpoint;
}

/** What clients of the endpoint would notice is done only when it was asked for. */
async function lockEndpoint(tx: OrgTransaction, { endpointId, projectId, modelId, asked }: Repointing) {
  const [held] = await tx.$queryRaw<{ name: string; modelId: string; present: string; next: string }[]>`
    SELECT e."name", e."modelId", m."task" AS "present", n."task" AS "next" FROM "endpoint" e
    JOIN "model" m ON m."id" = e."modelId" JOIN "model" n ON n."id" = ${modelId}
    WHERE e."id" = ${endpointId} AND e."projectId" = ${projectId} FOR UPDATE OF e`;
  if (held === undefined) throw endpointNotFound();
  if (asked.from !== undefined && asked.from !== held.modelId)
    throw new AppError(
      'conflict',
      'Somebody pointed this endpoint at another model meanwhile. Look at it and choose again.',
      {
        param: 'from',
      },
    );
  if (held.present !== held.next && !asked.acceptsOtherTask)
    throw new AppError(
      'conflict',
      `The endpoint answers ${held.present} and this model does ${held.next}: calls as they are sent now would fail. Send "acceptsOtherTask": true to point it there all the same.`,
      { param: 'acceptsOtherTask' },
    );
  return held;
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
