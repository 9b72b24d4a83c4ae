import type { WebhookEndpoint } from '@modelmint/db/generated/client';
import { takeWindowedAttempt } from '@modelmint/db/system/take-attempt';
import { webhookPayload } from '@modelmint/db/webhook/record-webhook-event';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { testEventType } from '@modelmint/domain/webhook-event';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { needWebhook } from './need-webhook.ts';
import { type DeliveryView, toDeliveryView } from './webhook-view.ts';

/** The same event once more, with the same id, and all of its attempts again. Throws `not_found` or `invalid_state`. */
export async function resendDelivery(
  deps: Deps,
  principal: OrganizationPrincipal,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
): Promise<DeliveryView> {
  requirePermission(principal, 'organization.write');
  await limitSends(deps, principal);
  const row = await withOrg(deps.db, principal.organizationId, async (tx) => {
    const endpoint = await needWebhook(tx, webhookId);
    const found = await tx.webhookDelivery.findFirst({ where: { id: deliveryId, endpointId: webhookId } });
    if (found === null) throw new AppError('not_found', 'No such delivery.', { param: 'delivery_id' });
    requireOn(endpoint);
    await recordAct(tx, principal, {
      action: 'webhook.resend',
      target: { kind: 'webhook', id: webhookId, name: endpoint.url },
      details: { delivery: deliveryId, event: found.type },
    });
    return tx.webhookDelivery.update({
      where: { id: deliveryId },
      data: { state: 'due', attempts: 0, nextAttemptAt: new Date() },
    });
  });
  await ring(deps);
  return toDeliveryView(row);
}

/** An event that means nothing, to see whether it arrives. */
export async function sendTestEvent(
  deps: Deps,
  principal: OrganizationPrincipal,
  webhookId: string,
): Promise<DeliveryView> {
  requirePermission(principal, 'organization.write');
  await limitSends(deps, principal);
  const { organizationId } = principal;
  const row = await withOrg(deps.db, organizationId, async (tx) => {
    const endpoint = await needWebhook(tx, webhookId);
    requireOn(endpoint);
    const id = newId('event');
    const { projectId, url } = endpoint;
    const payload = webhookPayload({ organizationId, projectId, id, type: testEventType, data: { id: webhookId } });
    await recordAct(tx, principal, { action: 'webhook.test', target: { kind: 'webhook', id: webhookId, name: url } });
    return tx.webhookDelivery.create({
      data: { organizationId, endpointId: webhookId, eventId: id, type: testEventType, payload },
    });
  });
  await ring(deps);
  return toDeliveryView(row);
}

/** Both together: nobody's server is flooded by a button of ours. */
const sends = { attemptsMax: 20, windowSeconds: 60 };

async function limitSends(deps: Deps, { organizationId }: OrganizationPrincipal): Promise<void> {
  const attempt = await takeWindowedAttempt(deps.db, { key: `webhook-sends:${organizationId}`, ...sends });
  if (attempt.isAllowed) return;
  const { retryAfterMs } = attempt;
  throw new AppError(
    'rate_limit_exceeded',
    `At most ${sends.attemptsMax} test events and repeats are sent in a minute. Try again in ${Math.ceil(retryAfterMs / 1_000)} seconds.`,
    { retryAfterMs },
  );
}

function requireOn({ disabledAt }: WebhookEndpoint): void {
  if (disabledAt !== null) throw new AppError('invalid_state', 'The webhook is off. Turn it on first.');
}

/** A ring that fails is logged only: the row stands, and the schedule rings again. */
async function ring(deps: Deps): Promise<void> {
  try {
    await deps.queue.ring('webhook.deliver', {});
  } catch (error) {
    deps.log.warn({ err: error }, 'ring failed: the schedule will ring again');
  }
}
