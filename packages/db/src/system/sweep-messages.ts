import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/**
 * Forgets mail that is older than 30 days (its links are long dead, its addresses are people's) and webhooks that were
 * applied more than 90 days ago; those that were not stay until somebody looks. Returns how many rows.
 */
export async function sweepMessages(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    const mails = await tx.$executeRaw`DELETE FROM "mail" WHERE "createdAt" < now() - interval '30 days'`;
    const webhooks = await tx.$executeRaw`DELETE FROM "webhook_inbox" WHERE "processedAt" < now() - interval '90 days'`;
    return mails + webhooks;
  });
}
