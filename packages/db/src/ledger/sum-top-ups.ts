import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

/** Credit that bought itself in this month of UTC, what is under way included. */
export async function sumTopUps(tx: OrgTransaction | SystemTransaction, organizationId: string): Promise<Micros> {
  const [row] = await tx.$queryRaw<{ sum: Micros }[]>`
    SELECT coalesce(sum("amountMicros"), 0)::bigint AS "sum" FROM "top_up"
    WHERE "organizationId" = ${organizationId} AND "state" <> 'FAILED'
      AND "createdAt" >= date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
  return row?.sum ?? 0n;
}
