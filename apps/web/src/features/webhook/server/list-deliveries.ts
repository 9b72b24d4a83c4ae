import type { WebhookDelivery } from '@modelmint/db/generated/client';
import { olderThan } from '@modelmint/db/older-than';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { type DeliveryView, toDeliveryView } from './webhook-view.ts';

export const deliveryStates = ['due', 'delivered', 'failed'] as const;

interface DeliveryQuery {
  webhookId: string;
  /** The id of the last one of the page before. */
  after?: string | undefined;
  limit: number;
  state?: (typeof deliveryStates)[number] | undefined;
}

/** What was sent to a webhook within 30 days, newest first. Throws `not_found` or `invalid_value`. */
export async function listDeliveries(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  { webhookId, after, limit, state }: DeliveryQuery,
): Promise<{ data: DeliveryView[]; hasMore: boolean }> {
  requirePermission(principal, 'organization.write');
  const { organizationId } = principal;
  const rows = await withOrg(deps.db, organizationId, async (tx) => {
    if ((await tx.webhookEndpoint.count({ where: { id: webhookId } })) === 0)
      throw new AppError('not_found', 'No such webhook.', { param: 'webhook_id' });
    const last = after === undefined ? null : await needDelivery(tx, { webhookId, deliveryId: after });
    return tx.webhookDelivery.findMany({
      where: {
        ...{ organizationId, endpointId: webhookId },
        ...(state === undefined ? {} : { state }),
        ...(last === null ? {} : olderThan(last)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
  });
  return { data: rows.slice(0, limit).map(toDeliveryView), hasMore: rows.length > limit };
}

async function needDelivery(
  tx: OrgTransaction,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
): Promise<WebhookDelivery> {
  const found = await tx.webhookDelivery.findFirst({ where: { id: deliveryId, endpointId: webhookId } });
  if (found !== null) return found;
  throw new AppError('invalid_value', 'There is no such delivery to go on from. Begin with the newest.', {
    param: 'after',
  });
}
