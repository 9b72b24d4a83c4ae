import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { sealSecret } from '@modelmint/domain/seal-secret';
import { newWebhookSecret } from '@modelmint/domain/sign-webhook';
import { checkWebhookAddress } from '@modelmint/domain/webhook-address';
import {
  organizationEventTypes,
  type WebhookEventType,
  webhookEndpointsMax,
  webhookSecretPlace,
} from '@modelmint/domain/webhook-event';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { WebhookFields } from './webhook-input.ts';
import { toWebhookView, type WebhookView } from './webhook-view.ts';

export const CreateWebhook = WebhookFields.extend({
  description: WebhookFields.shape.description.default(''),
  projectId: z.string().min(1).max(64).nullable().default(null),
});
export type CreateWebhook = z.output<typeof CreateWebhook>;

/** The only time that the secret is told. */
export async function createWebhook(
  deps: Deps,
  principal: OrganizationPrincipal,
  input: CreateWebhook,
): Promise<WebhookView & { secret: string }> {
  requirePermission(principal, 'organization.write');
  // A secret outlives the session that made it.
  requireRecentSignIn(principal);
  const { organizationId, userId } = principal;
  const url = checkWebhookAddress(input.url, deps.env.internalWebhooks).href;
  const { description, events, projectId } = input;
  checkEvents(events, projectId);
  const [id, secret] = [newId('webhookEndpoint'), newWebhookSecret()];
  const row = await withOrg(deps.db, organizationId, async (tx) => {
    await requirePlace(tx, { organizationId, url, projectId });
    const made = await tx.webhookEndpoint.create({
      data: {
        ...{ id, organizationId, projectId, url, description, events, createdByUserId: userId },
        sealedSecret: sealSecret(deps.env.secrets.authSecret, webhookSecretPlace(id), secret),
      },
    });
    await recordAct(tx, principal, {
      action: 'webhook.create',
      target: { kind: 'webhook', id, name: url },
      details: { events: events.join(' '), project: projectId },
    });
    return made;
  });
  return { ...toWebhookView(row), secret };
}

/** An endpoint of one project would wait for ever for what belongs to the organization. */
export function checkEvents(events: readonly WebhookEventType[], projectId: string | null): void {
  const foreign = projectId === null ? undefined : events.find((event) => organizationEventTypes.includes(event));
  if (foreign !== undefined)
    throw new AppError(
      'invalid_value',
      `${foreign} belongs to the whole organization: leave it out, or let the webhook hear of all projects.`,
      { param: 'events' },
    );
}

async function requirePlace(
  tx: OrgTransaction,
  { organizationId, url, projectId }: { organizationId: string; url: string; projectId: string | null },
): Promise<void> {
  // Two that make the last one at once would be one too many.
  await tx.$queryRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId} FOR UPDATE`;
  const project = projectId === null ? true : await tx.project.findUnique({ where: { id: projectId } });
  if (project === null) throw new AppError('not_found', 'No such project.', { param: 'projectId' });
  if (await tx.webhookEndpoint.findFirst({ where: { url, projectId } }))
    throw new AppError('conflict', 'There is a webhook for this address already. Change that one.', { param: 'url' });
  if ((await tx.webhookEndpoint.count()) >= webhookEndpointsMax)
    throw new AppError(
      'conflict',
      `An organization has at most ${webhookEndpointsMax} webhooks. Delete those that are not used.`,
    );
}
