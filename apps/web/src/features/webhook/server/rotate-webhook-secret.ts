import { withOrg } from '@modelmint/db/with-org';
import { sealSecret } from '@modelmint/domain/seal-secret';
import { newWebhookSecret } from '@modelmint/domain/sign-webhook';
import { rotationHours, webhookSecretPlace } from '@modelmint/domain/webhook-event';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { needWebhook } from './need-webhook.ts';
import { toWebhookView, type WebhookView } from './webhook-view.ts';

/** A new secret, told this once; for a day the old one signs too. One of an earlier rotation ends at once. */
export async function rotateWebhookSecret(
  deps: Deps,
  principal: OrganizationPrincipal,
  webhookId: string,
): Promise<WebhookView & { secret: string }> {
  requirePermission(principal, 'organization.write');
  requireRecentSignIn(principal);
  const secret = newWebhookSecret();
  const row = await withOrg(deps.db, principal.organizationId, async (tx) => {
    const { sealedSecret, url } = await needWebhook(tx, webhookId);
    const rotated = await tx.webhookEndpoint.update({
      where: { id: webhookId },
      data: {
        sealedSecret: sealSecret(deps.env.secrets.authSecret, webhookSecretPlace(webhookId), secret),
        previousSealedSecret: sealedSecret,
        previousUntil: new Date(Date.now() + rotationHours * 3_600_000),
      },
    });
    await recordAct(tx, principal, {
      action: 'webhook.rotate_secret',
      target: { kind: 'webhook', id: webhookId, name: url },
    });
    return rotated;
  });
  return { ...toWebhookView(row), secret };
}
