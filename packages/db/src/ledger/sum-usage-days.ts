import type { Micros } from '@modelmint/domain/money';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { Meter } from './record-usage.ts';

/** Which days of UTC of an organization, both ends included, as `YYYY-MM-DD`. */
export interface UsageDayFilter {
  organizationId: string;
  from: string;
  to: string;
  projectId?: string | undefined;
  meter?: Meter | undefined;
  modelId?: string | undefined;
  baseModel?: string | undefined;
  apiKeyId?: string | undefined;
}

export const usageDayColumns = {
  day: Prisma.sql`to_char(d."day", 'YYYY-MM-DD')`,
  meter: Prisma.sql`d."meter"`,
  baseModel: Prisma.sql`d."baseModel"`,
  /** Empty for training, whose model is not there before the result. */
  model: Prisma.sql`d."modelId"`,
  /** Empty for calls and jobs from the site. */
  key: Prisma.sql`d."apiKeyId"`,
  /** Who asked on the site, or made the key; empty when nobody knows. */
  member: Prisma.sql`coalesce(nullif(d."userId", ''), k."createdByUserId", '')`,
  project: Prisma.sql`d."projectId"`,
} as const;

export type UsageDayDimension = keyof typeof usageDayColumns;

export type UsageDaySum<D extends UsageDayDimension> = Record<D, string> & {
  tokens: bigint;
  amountMicros: Micros;
  /** Calls and jobs. */
  events: number;
};

/** Totals for each combination of the dimensions, in their order, from days that were added up as they happened. */
export async function sumUsageDays<D extends UsageDayDimension>(
  tx: OrgTransaction,
  { by, ...filter }: UsageDayFilter & { by: readonly D[] },
): Promise<UsageDaySum<D>[]> {
  const selected = by.map((name) => Prisma.sql`${usageDayColumns[name]} AS ${Prisma.raw(`"${name}"`)},`);
  const places = by.map((_, index) => String(index + 1)).join(', ');
  const grouped = by.length === 0 ? Prisma.empty : Prisma.raw(`GROUP BY ${places} ORDER BY ${places}`);
  return tx.$queryRaw<UsageDaySum<D>[]>`
    SELECT ${by.length === 0 ? Prisma.empty : Prisma.join(selected, ' ')}
      coalesce(sum(d."tokens"), 0)::bigint AS "tokens", coalesce(sum(d."amountMicros"), 0)::bigint AS "amountMicros",
      coalesce(sum(d."events"), 0)::int AS "events"
    FROM ${usageDaySource(filter, (by as readonly string[]).includes('member'))} ${grouped}`;
}

/** The days `d` of the filter, with the keys `k` where it matters who made them. */
export function usageDaySource(filter: UsageDayFilter, hasMembers: boolean): Prisma.Sql {
  const keys = hasMembers ? Prisma.sql`LEFT JOIN "api_key" k ON k."id" = d."apiKeyId"` : Prisma.empty;
  return Prisma.sql`"usage_day" d ${keys} WHERE ${conditionsOf(filter)}`;
}

function conditionsOf({ organizationId, from, to, ...equal }: UsageDayFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`d."organizationId" = ${organizationId} AND d."day" >= ${from}::date AND d."day" <= ${to}::date`,
  ];
  if (equal.projectId !== undefined) conditions.push(Prisma.sql`d."projectId" = ${equal.projectId}`);
  if (equal.meter !== undefined) conditions.push(Prisma.sql`d."meter" = ${equal.meter}`);
  if (equal.modelId !== undefined) conditions.push(Prisma.sql`d."modelId" = ${equal.modelId}`);
  if (equal.baseModel !== undefined) conditions.push(Prisma.sql`d."baseModel" = ${equal.baseModel}`);
  if (equal.apiKeyId !== undefined) conditions.push(Prisma.sql`d."apiKeyId" = ${equal.apiKeyId}`);
  return Prisma.join(conditions, ' AND ');
}
