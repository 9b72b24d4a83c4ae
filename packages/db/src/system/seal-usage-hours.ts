import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/** How usage is named at the provider's meters; the value is micro-USD. */
export const meterEventNames = { training: 'training_usd_micros', inference: 'inference_usd_micros' } as const;

/** Organizations with usage for the invoice that no meter event counts yet. */
export async function listUnsealedOrganizations(db: Database): Promise<string[]> {
  const rows = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ organizationId: string }[]>`
      SELECT DISTINCT u."organizationId" FROM "usage" u JOIN "stripe_customer" c USING ("organizationId")
      WHERE u."billHour" IS NULL AND u."funding" = 'INVOICE'`,
  );
  return rows.map(({ organizationId }) => organizationId);
}

/**
 * Gives new usage its hour, adds up each hour that it touches, and puts the absolute total of the hour into the outbox
 * as the next revision. An hour may be told again at any time: a later total replaces the earlier one at the meter.
 */
export async function sealUsageHours(db: Database, organizationId: string): Promise<number> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`seal:${organizationId}`}, 0))`;
    const touched = await assignHours(tx, organizationId);
    if (touched.length === 0) return 0;
    return tx.$executeRaw`
      WITH totals AS (
        SELECT u."meter", u."billHour" AS "hour", sum(u."amountMicros")::bigint AS "amountMicros",
          sum(u."tokens")::bigint AS "tokens"
        FROM "usage" u
        WHERE u."organizationId" = ${organizationId} AND u."funding" = 'INVOICE'
          AND (u."meter", u."billHour") IN (${Prisma.join(touched.map(({ meter, hour }) => Prisma.sql`(${meter}, ${hour})`))})
        GROUP BY 1, 2
      ), hours AS (
        INSERT INTO "usage_hour" AS h ("organizationId", "meter", "hour", "revision", "amountMicros", "tokens")
        SELECT ${organizationId}, "meter", "hour", 1, "amountMicros", "tokens" FROM totals
        ON CONFLICT ("organizationId", "meter", "hour") DO UPDATE SET "revision" = h."revision" + 1,
          "amountMicros" = EXCLUDED."amountMicros", "tokens" = EXCLUDED."tokens", "sealedAt" = NULL, "updatedAt" = now()
        RETURNING h.*
      )
      INSERT INTO "meter_event" ("identifier", "organizationId", "customerId", "eventName", "meter", "hour", "revision",
        "amountMicros", "nextAttemptAt")
      SELECT n."name" || ':' || h."organizationId" || ':' || to_char(h."hour" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') ||
        ':r' || h."revision", h."organizationId", c."customerId", n."name", h."meter", h."hour", h."revision",
        h."amountMicros", greatest(now(), h."hour")
      FROM hours h JOIN "stripe_customer" c USING ("organizationId")
      JOIN (VALUES ('training', ${meterEventNames.training}), ('inference', ${meterEventNames.inference}))
        AS n("meter", "name") ON n."meter" = h."meter"`;
  });
}

/**
 * Usage is billed in the hour in which it happened. Where a billing period ends within that hour, what came after the
 * end goes to the next hour: a meter keeps one total for an hour, and one total cannot lie in two periods.
 */
async function assignHours(tx: SystemTransaction, organizationId: string): Promise<{ meter: string; hour: Date }[]> {
  return tx.$queryRaw<{ meter: string; hour: Date }[]>`
    WITH ends AS (${periodEnds(Prisma.sql`${organizationId}`)}),
    assigned AS (
      UPDATE "usage" u SET "billHour" = date_trunc('hour', u."occurredAt", 'UTC') + CASE WHEN EXISTS (
        SELECT 1 FROM ends e WHERE e."at" > date_trunc('hour', u."occurredAt", 'UTC') AND e."at" <= u."occurredAt")
        THEN interval '1 hour' ELSE interval '0' END
      WHERE u."organizationId" = ${organizationId} AND u."billHour" IS NULL AND u."funding" = 'INVOICE'
      RETURNING u."meter", u."billHour"
    )
    SELECT DISTINCT "meter", "billHour" AS "hour" FROM assigned`;
}

/** When periods of an organization have ended: as invoiced, and as due when the renewal has not been heard of yet. */
export function periodEnds(organization: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT i."periodEnd" AS "at" FROM "stripe_invoice" i
    WHERE i."organizationId" = ${organization} AND i."periodEnd" > i."periodStart"
    UNION
    SELECT s."currentPeriodEnd" FROM "stripe_subscription" s
    WHERE s."organizationId" = ${organization} AND s."currentPeriodEnd" <= now()`;
}

/** Notes the hours that are over. Late usage opens an hour again. */
export async function closeUsageHours(db: Database): Promise<number> {
  return withSystem(
    db,
    (tx) => tx.$executeRaw`
      UPDATE "usage_hour" SET "sealedAt" = now() WHERE "sealedAt" IS NULL AND "hour" < now() - interval '65 minutes'`,
  );
}
