import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ApiKeyView, toApiKeyView } from './api-key-view.ts';

/** Of the project, newest first; revoked ones stay, for the usage that names them. */
export async function listApiKeys(deps: Deps, principal: Principal): Promise<ApiKeyView[]> {
  requirePermission(principal, 'key.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.apiKey.findMany({ where: { projectId: principal.projectId }, orderBy: { createdAt: 'desc' }, take: 500 }),
  );
  return rows.map((row) => toApiKeyView(row));
}
