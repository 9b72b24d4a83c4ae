import type { Usage } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { type UsageFilter, usageWhere } from './usage-filter.ts';

/** Newest first. `after`: the last row of the page before. */
export async function listUsage(
  tx: OrgTransaction,
  { after, limit, ...filter }: UsageFilter & { after?: Pick<Usage, 'occurredAt' | 'id'>; limit: number },
): Promise<Usage[]> {
  const older =
    after === undefined ? Prisma.empty : Prisma.sql`AND (u."occurredAt", u."id") < (${after.occurredAt}, ${after.id})`;
  return tx.$queryRaw<Usage[]>`
    SELECT u.* FROM "usage" u WHERE ${usageWhere(filter)} ${older}
    ORDER BY u."occurredAt" DESC, u."id" DESC LIMIT ${limit}`;
}
