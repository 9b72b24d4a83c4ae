import type { Micros } from '@modelmint/domain/money';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { type UsageFilter, usageWhere } from './usage-filter.ts';

const columns = {
  /** UTC, `YYYY-MM-DD`. */
  day: Prisma.sql`to_char(u."occurredAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  meter: Prisma.sql`u."meter"`,
  baseModel: Prisma.sql`u."baseModel"`,
  /** Empty for training, whose model is not there before the result. */
  model: Prisma.sql`coalesce(u."modelId", '')`,
  /** Empty for calls and jobs from the site. */
  key: Prisma.sql`coalesce(u."apiKeyId", '')`,
  project: Prisma.sql`u."projectId"`,
  funding: Prisma.sql`u."funding"::text`,
} as const;

export type UsageDimension = keyof typeof columns;

export type UsageSum<D extends UsageDimension> = Record<D, string> & {
  tokens: bigint;
  amountMicros: Micros;
  /** Calls and jobs. */
  events: number;
};

/** Totals for each combination of the dimensions, in their order. Without dimensions, one row for all. */
export async function sumUsage<D extends UsageDimension>(
  tx: OrgTransaction,
  { by, ...filter }: UsageFilter & { by: readonly D[] },
): Promise<UsageSum<D>[]> {
  const selected = by.map((name) => Prisma.sql`${columns[name]} AS ${Prisma.raw(`"${name}"`)},`);
  const places = by.map((_, index) => String(index + 1)).join(', ');
  const grouped = by.length === 0 ? Prisma.empty : Prisma.raw(`GROUP BY ${places} ORDER BY ${places}`);
  return tx.$queryRaw<UsageSum<D>[]>`
    SELECT ${by.length === 0 ? Prisma.empty : Prisma.join(selected, ' ')}
      coalesce(sum(u."tokens"), 0)::bigint AS "tokens", coalesce(sum(u."amountMicros"), 0)::bigint AS "amountMicros",
      count(*)::int AS "events"
    FROM "usage" u WHERE ${usageWhere(filter)} ${grouped}`;
}
