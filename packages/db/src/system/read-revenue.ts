import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Days of UTC, both included. */
export interface DayRange {
  /** `2026-11-01` */
  from: string;
  to: string;
}

/** What a day brought in, over all organizations. */
export interface RevenueDay {
  day: string;
  /** Usage at the price that was frozen for it, whoever pays for it and when. */
  trainingMicros: bigint;
  inferenceMicros: bigint;
  /** Monthly fees on invoices that were issued. */
  planFeeMicros: bigint;
  /** Money that came in: paid invoices, by the day of the invoice, and bought credit. */
  receivedMicros: bigint;
  /** Credit that was given away; usage that it pays for brings nothing in. */
  givenMicros: bigint;
}

/** Every day of the range, those without anything included. */
export async function readRevenue(db: Database, { from, to }: DayRange): Promise<RevenueDay[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<RevenueDay[]>`
      WITH days AS (
        SELECT d::date AS "day" FROM generate_series(${from}::date, ${to}::date, interval '1 day') d
      ), used AS (
        SELECT "day", coalesce(sum("amountMicros") FILTER (WHERE "meter" = 'training'), 0) AS "training",
          coalesce(sum("amountMicros") FILTER (WHERE "meter" <> 'training'), 0) AS "inference"
        FROM "usage_day" WHERE "day" BETWEEN ${from}::date AND ${to}::date GROUP BY 1
      ), invoiced AS (
        SELECT (i."createdAt" AT TIME ZONE 'UTC')::date AS "day", sum(i."amountPaidCents") AS "paidCents",
          sum(coalesce((SELECT sum((l->>'amountCents')::numeric) FROM jsonb_array_elements(i."lines") l
            WHERE l->>'meter' IS NULL), 0)) AS "feeCents"
        FROM "stripe_invoice" i WHERE i."status" IN ('open', 'paid', 'uncollectible')
          AND i."createdAt" >= (${from}::date)::timestamp AT TIME ZONE 'UTC'
          AND i."createdAt" < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
        GROUP BY 1
      ), granted AS (
        SELECT (g."createdAt" AT TIME ZONE 'UTC')::date AS "day",
          coalesce(sum(g."amountMicros") FILTER (WHERE g."category" = 'paid'), 0) AS "bought",
          coalesce(sum(g."amountMicros") FILTER (WHERE g."category" = 'promo'), 0) AS "given"
        FROM "credit_grant" g
        WHERE g."createdAt" >= (${from}::date)::timestamp AT TIME ZONE 'UTC'
          AND g."createdAt" < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
        GROUP BY 1
      )
      SELECT to_char(d."day", 'YYYY-MM-DD') AS "day",
        coalesce(u."training", 0)::bigint AS "trainingMicros", coalesce(u."inference", 0)::bigint AS "inferenceMicros",
        (coalesce(i."feeCents", 0) * 10000)::bigint AS "planFeeMicros",
        (coalesce(i."paidCents", 0) * 10000 + coalesce(g."bought", 0))::bigint AS "receivedMicros",
        coalesce(g."given", 0)::bigint AS "givenMicros"
      FROM days d LEFT JOIN used u USING ("day") LEFT JOIN invoiced i USING ("day") LEFT JOIN granted g USING ("day")
      ORDER BY d."day"`,
  );
}
