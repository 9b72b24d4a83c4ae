import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ApiKeyView, toApiKeyView } from './api-key-view.ts';
import { apiKeyNotFound } from './need-live-key.ts';

/** From its commit on the key is refused. Twice is harmless; it cannot be taken back. */
export async function revokeApiKey(deps: Deps, principal: Principal, apiKeyId: string): Promise<ApiKeyView> {
  requirePermission(principal, 'key.write');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const where = { id: apiKeyId, projectId: principal.projectId };
    const { count } = await tx.apiKey.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const row = await tx.apiKey.findFirst({ where });
    if (row === null) throw apiKeyNotFound();
    if (count === 1)
      await recordAct(tx, principal, {
        action: 'api_key.revoke',
        target: { kind: 'api_key', id: row.id, name: row.name },
      });
    return toApiKeyView(row);
  });
}
