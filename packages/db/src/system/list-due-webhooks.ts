import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Webhooks that were stored and not applied yet although their time has come; `olderThanSeconds` leaves the ring its turn. */
export async function listDueWebhooks(
  db: Database,
  { olderThanSeconds = 10 }: { olderThanSeconds?: number } = {},
): Promise<{ source: string; externalId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ source: string; externalId: string }[]>`
      SELECT "source", "externalId" FROM "webhook_inbox"
      WHERE "processedAt" IS NULL AND "nextAttemptAt" < now() - make_interval(secs => ${olderThanSeconds}::int)
      ORDER BY "nextAttemptAt" LIMIT 200`,
  );
}
