import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import type { DayRange } from './read-revenue.ts';

export type MarginBy = 'model' | 'organization' | 'total';

/** R = P × Q − C of one base model or one organization. */
export interface Margin {
  /** The base model, the id of the organization, or `total`. */
  key: string;
  name: string;
  /** Q: tokens, or what else is counted. */
  tokens: bigint;
  /** P × Q, each at its frozen price. */
  revenueMicros: bigint;
  /** For which workers were busy. */
  milliseconds: bigint;
  /** C: those times, at what their kind of worker cost on that day. */
  costMicros: bigint;
  /** Of a kind without a cost on that day; it counts nothing. */
  uncostedMilliseconds: bigint;
}

export const marginsMax = 200;

const keys: Record<MarginBy, Prisma.Sql> = {
  model: Prisma.sql`"baseModel"`,
  organization: Prisma.sql`"organizationId"`,
  total: Prisma.sql`'total'::text`,
};

/** The largest first, by revenue and then by cost. */
export async function readMargins(
  db: Database,
  range: DayRange & { by: MarginBy; organizationId?: string | undefined; baseModel?: string | undefined },
): Promise<Margin[]> {
  const { from, to, by, organizationId, baseModel } = range;
  const key = keys[by];
  const where = Prisma.sql`"day" BETWEEN ${from}::date AND ${to}::date
    ${organizationId === undefined ? Prisma.empty : Prisma.sql`AND "organizationId" = ${organizationId}`}
    ${baseModel === undefined ? Prisma.empty : Prisma.sql`AND "baseModel" = ${baseModel}`}`;
  const isNamed = by === 'organization';
  return withSystem(
    db,
    (tx) => tx.$queryRaw<Margin[]>`
      WITH used AS (
        SELECT ${key} AS "key", sum("tokens") AS "tokens", sum("amountMicros") AS "revenue"
        FROM "usage_day" WHERE ${where} GROUP BY 1
      ), busy AS (
        SELECT ${key} AS "key", "workerKind", "day", sum("milliseconds") AS "ms"
        FROM "work_day" WHERE ${where} GROUP BY 1, 2, 3
      ), worked AS (
        SELECT b."key", sum(b."ms") AS "ms", sum(b."ms") FILTER (WHERE c."microsPerHour" IS NULL) AS "uncosted",
          round(sum(b."ms" * c."microsPerHour") / 3600000) AS "cost"
        FROM busy b LEFT JOIN LATERAL (
          SELECT k."microsPerHour" FROM "worker_cost" k WHERE k."kind" = b."workerKind" AND k."effectiveDay" <= b."day"
          ORDER BY k."effectiveDay" DESC LIMIT 1
        ) c ON true GROUP BY 1
      )
      SELECT "key", ${isNamed ? Prisma.sql`coalesce(o."name", "key")` : Prisma.sql`"key"`} AS "name",
        coalesce(u."tokens", 0)::bigint AS "tokens", coalesce(u."revenue", 0)::bigint AS "revenueMicros",
        coalesce(w."ms", 0)::bigint AS "milliseconds", coalesce(w."cost", 0)::bigint AS "costMicros",
        coalesce(w."uncosted", 0)::bigint AS "uncostedMilliseconds"
      FROM used u FULL JOIN worked w USING ("key")
      ${!isNamed ? Prisma.empty : Prisma.sql`LEFT JOIN "organization" o ON o."id" = "key"`}
      ORDER BY "revenueMicros" DESC, "costMicros" DESC, "milliseconds" DESC, "key" LIMIT ${marginsMax}`,
  );
}
