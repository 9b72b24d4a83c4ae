import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type EndpointView, endpointInclude, toEndpointView } from './endpoint-view.ts';

export const endpointNotFound = () => new AppError('not_found', 'No such endpoint.', { param: 'endpoint_id' });

/** By name. */
export async function listEndpoints(deps: Deps, principal: Principal): Promise<EndpointView[]> {
  requirePermission(principal, 'project.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.endpoint.findMany({
      where: { projectId: principal.projectId },
      include: endpointInclude,
      orderBy: { name: 'asc' },
    }),
  );
  const context = { publicUrl: deps.env.publicUrl, warm: await listWarmModels(deps.db) };
  return rows.map((row) => toEndpointView(row, context));
}

export async function getEndpoint(deps: Deps, principal: Principal, endpointId: string): Promise<EndpointView> {
  requirePermission(principal, 'project.read');
  const row = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.endpoint.findFirst({ where: { id: endpointId, projectId: principal.projectId }, include: endpointInclude }),
  );
  if (row === null) throw endpointNotFound();
  return toEndpointView(row, { publicUrl: deps.env.publicUrl, warm: await listWarmModels(deps.db) });
}
