import type { WebhookInbox } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export type OperatorWebhook = Omit<WebhookInbox, 'payload'>;

/** The inbox, those that are not done first, then the newest. */
export async function listWebhooks(db: Database, { limit }: { limit: number }): Promise<OperatorWebhook[]> {
  return withSystem(db, (tx) =>
    tx.webhookInbox.findMany({
      omit: { payload: true },
      orderBy: [{ processedAt: { sort: 'desc', nulls: 'first' } }, { receivedAt: 'desc' }],
      take: limit,
    }),
  );
}
