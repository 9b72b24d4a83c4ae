import type { WebhookInbox } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface WebhookKey {
  source: string;
  externalId: string;
}

export type WebhookToKeep = WebhookKey & { type: string; payload: unknown };

/** Stores a verified webhook once. False when it is there already, as duplicates are. */
export async function keepWebhook(
  db: Database,
  { source, externalId, type, payload }: WebhookToKeep,
): Promise<boolean> {
  // Not by Prisma's create, which would fill the times in by the clock of this machine.
  const count = await withSystem(
    db,
    (tx) => tx.$executeRaw`
      INSERT INTO "webhook_inbox" ("source", "externalId", "type", "payload")
      VALUES (${source}, ${externalId}, ${type}, ${JSON.stringify(payload)}::jsonb)
      ON CONFLICT ("source", "externalId") DO NOTHING`,
  );
  return count === 1;
}

export async function findWebhook(db: Database, { source, externalId }: WebhookKey): Promise<WebhookInbox | null> {
  return withSystem(db, (tx) => tx.webhookInbox.findUnique({ where: { source_externalId: { source, externalId } } }));
}

/** Done: `note` says why nothing came of it, if so. */
export async function finishWebhook(
  db: Database,
  { source, externalId }: WebhookKey,
  note: string | null = null,
): Promise<void> {
  await withSystem(db, (tx) =>
    tx.webhookInbox.update({
      where: { source_externalId: { source, externalId } },
      data: { processedAt: new Date(), error: note, attempts: { increment: 1 } },
    }),
  );
}

/** Stays unprocessed; `listDueWebhooks` brings it back after a pause that doubles from 30 s up to an hour. */
export async function failWebhook(db: Database, key: WebhookKey, error: string): Promise<void> {
  await withSystem(
    db,
    (tx) => tx.$executeRaw`
      UPDATE "webhook_inbox" SET "attempts" = "attempts" + 1, "error" = ${error.slice(0, 2_000)},
        "nextAttemptAt" = now() + make_interval(secs => least(3600, 30 * power(2, least("attempts", 10))))
      WHERE "source" = ${key.source} AND "externalId" = ${key.externalId} AND "processedAt" IS NULL`,
  );
}
