import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { toWebhookView, type WebhookView } from './webhook-view.ts';

/** Oldest first; there are few. */
export async function listWebhooks(deps: Pick<Deps, 'db'>, principal: OrganizationPrincipal): Promise<WebhookView[]> {
  requirePermission(principal, 'organization.write');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.webhookEndpoint.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map(toWebhookView);
}

/** Throws `not_found`. */
export async function getWebhook(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  webhookId: string,
): Promise<WebhookView> {
  requirePermission(principal, 'organization.write');
  const row = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.webhookEndpoint.findUnique({ where: { id: webhookId } }),
  );
  if (row === null) throw new AppError('not_found', 'No such webhook.', { param: 'webhook_id' });
  return toWebhookView(row);
}
