import type { Micros } from '@modelmint/domain/money';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { UsageDayFilter } from './sum-usage-days.ts';
import { usageDayColumns, usageDaySource } from './sum-usage-days.ts';

const groups = {
  /** A base model stands for usage without a model of its own. */
  model: Prisma.sql`coalesce(nullif(d."modelId", ''), d."baseModel")`,
  key: usageDayColumns.key,
  member: usageDayColumns.member,
  project: usageDayColumns.project,
  meter: usageDayColumns.meter,
} as const;

export type UsageGrouping = keyof typeof groups;

export interface UsageGroupSum {
  /** `YYYY-MM-DD` */
  day: string;
  group: string;
  tokens: bigint;
  amountMicros: Micros;
}

/**
 * Day by group: the dearest groups by themselves and the rest as `other`, so that an answer stays small however many
 * members or keys there are. One more than `groupsMax` is no rest.
 */
export async function sumUsageGroups(
  tx: OrgTransaction,
  { by, groupsMax, other, ...filter }: UsageDayFilter & { by: UsageGrouping; groupsMax: number; other: string },
): Promise<UsageGroupSum[]> {
  return tx.$queryRaw<UsageGroupSum[]>`
    WITH g AS (
      SELECT ${usageDayColumns.day} AS "day", ${groups[by]} AS "group", sum(d."tokens") AS "tokens",
        sum(d."amountMicros") AS "amountMicros"
      FROM ${usageDaySource(filter, by === 'member')} GROUP BY 1, 2),
    r AS (
      SELECT "group", row_number() OVER (ORDER BY sum("amountMicros") DESC, "group") AS "rank", count(*) OVER () AS "all"
      FROM g GROUP BY "group")
    SELECT g."day", CASE WHEN r."all" <= ${groupsMax + 1}::int OR r."rank" <= ${groupsMax}::int THEN g."group"
        ELSE ${other} END AS "group",
      sum(g."tokens")::bigint AS "tokens", sum(g."amountMicros")::bigint AS "amountMicros"
    FROM g JOIN r ON r."group" = g."group" GROUP BY 1, 2 ORDER BY 1, 2`;
}
