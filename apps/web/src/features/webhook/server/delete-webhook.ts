import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { needWebhook } from './need-webhook.ts';

/** With what waits to be sent to it, and its log. */
export async function deleteWebhook(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  webhookId: string,
): Promise<{ id: string; deleted: true }> {
  requirePermission(principal, 'organization.write');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const { url } = await needWebhook(tx, webhookId);
    await tx.webhookEndpoint.delete({ where: { id: webhookId } });
    const target = { kind: 'webhook', id: webhookId, name: url };
    await recordAct(tx, principal, { action: 'webhook.delete', target });
    return { id: webhookId, deleted: true };
  });
}
