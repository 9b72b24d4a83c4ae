import type { WebhookEndpoint } from '@modelmint/db/generated/client';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';

/** An endpoint of the organization, locked. Throws `not_found`. */
export async function needWebhook(tx: OrgTransaction, webhookId: string): Promise<WebhookEndpoint> {
  await tx.$queryRaw`SELECT 1 FROM "webhook_endpoint" WHERE "id" = ${webhookId} FOR UPDATE`;
  const row = await tx.webhookEndpoint.findUnique({ where: { id: webhookId } });
  if (row === null) throw new AppError('not_found', 'No such webhook.', { param: 'webhook_id' });
  return row;
}

/** Throws `conflict` for a version that is not the newest. */
export function requireVersion({ version }: WebhookEndpoint, seen: number): void {
  if (version !== seen)
    throw new AppError('conflict', 'Somebody has changed the webhook in the meantime. Look at it and try again.', {
      param: 'version',
    });
}
