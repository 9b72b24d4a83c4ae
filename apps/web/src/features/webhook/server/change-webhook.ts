import type { Prisma, WebhookEndpoint } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import { checkWebhookAddress } from '@modelmint/domain/webhook-address';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { checkEvents } from './create-webhook.ts';
import { needWebhook, requireVersion } from './need-webhook.ts';
import { WebhookFields } from './webhook-input.ts';
import { toWebhookView, type WebhookView } from './webhook-view.ts';

export const ChangeWebhook = WebhookFields.partial()
  .extend({
    isEnabled: z.boolean().optional(),
    /** Of what was changed: who has read an older one has to look again. */
    version: z.number().int().min(1),
  })
  .refine(({ version: _, ...change }) => Object.keys(change).length > 0, 'say what to change');
export type ChangeWebhook = z.output<typeof ChangeWebhook>;

/** Another address, other events, off or on again. Throws `conflict` when somebody changed it in the meantime. */
export async function changeWebhook(
  deps: Deps,
  principal: OrganizationPrincipal,
  { webhookId, change }: { webhookId: string; change: ChangeWebhook },
): Promise<WebhookView> {
  requirePermission(principal, 'organization.write');
  const url = change.url === undefined ? undefined : checkWebhookAddress(change.url, deps.env.internalWebhooks).href;
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const before = await needWebhook(tx, webhookId);
    requireVersion(before, change.version);
    // What goes out goes elsewhere from here on.
    if (url !== undefined && url !== before.url) requireRecentSignIn(principal);
    if (change.events !== undefined) checkEvents(change.events, before.projectId);
    const { description = before.description, events = before.events } = change;
    const row = await tx.webhookEndpoint.update({
      where: { id: webhookId },
      data: { url: url ?? before.url, description, events, ...switched(before, change), version: before.version + 1 },
    });
    await recordAct(tx, principal, {
      action: 'webhook.change',
      target: { kind: 'webhook', id: webhookId, name: row.url },
      details: {
        ...(row.url === before.url ? {} : { from: before.url, to: row.url }),
        ...(change.events === undefined ? {} : { events: events.join(' ') }),
        ...(change.isEnabled === undefined ? {} : { isEnabled: change.isEnabled }),
      },
    });
    return toWebhookView(row);
  });
}

function switched(before: WebhookEndpoint, { isEnabled }: ChangeWebhook): Prisma.WebhookEndpointUpdateInput {
  if (isEnabled === undefined || isEnabled === (before.disabledAt === null)) return {};
  return isEnabled
    ? { disabledAt: null, disabledReason: null, failingSince: null }
    : { disabledAt: new Date(), disabledReason: 'person' };
}
