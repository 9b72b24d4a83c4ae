import { Prisma } from '../generated/client.ts';

/** Each selects the rows that break it; none is the proof. The same SQL runs in tests and hourly in production. */
export const ledgerInvariants = {
  'Entries of each transaction add up to 0': Prisma.sql`
    SELECT "organizationId", "transactionId", sum("amountMicros")::text AS "off"
    FROM "ledger_entry" GROUP BY 1, 2 HAVING sum("amountMicros") <> 0`,

  'Wallet equals the ledger': Prisma.sql`
    SELECT w."organizationId", w."promoMicros"::text, l."promo"::text AS "ledgerPromo", w."paidMicros"::text,
      l."paid"::text AS "ledgerPaid", w."accruedMicros"::text, l."accrued"::text AS "ledgerAccrued"
    FROM "wallet" w CROSS JOIN LATERAL (
      SELECT coalesce(sum("amountMicros") FILTER (WHERE "account" = 'WALLET_PROMO'), 0) AS "promo",
        coalesce(sum("amountMicros") FILTER (WHERE "account" = 'WALLET_PAID'), 0) AS "paid",
        coalesce(-sum("amountMicros") FILTER (WHERE "account" = 'ACCRUED'), 0) AS "accrued"
      FROM "ledger_entry" e WHERE e."organizationId" = w."organizationId") l
    WHERE (w."promoMicros", w."paidMicros", w."accruedMicros") <> (l."promo", l."paid", l."accrued")`,

  'Money on hold equals the open holds': Prisma.sql`
    SELECT w."organizationId", w."heldCreditMicros"::text, h."credit"::text AS "openCredit",
      w."heldInvoiceMicros"::text, h."invoice"::text AS "openInvoice"
    FROM "wallet" w CROSS JOIN LATERAL (
      SELECT coalesce(sum("amountMicros") FILTER (WHERE "funding" = 'CREDIT'), 0) AS "credit",
        coalesce(sum("amountMicros") FILTER (WHERE "funding" = 'INVOICE'), 0) AS "invoice"
      FROM "hold" h WHERE h."organizationId" = w."organizationId" AND h."state" = 'HELD') h
    WHERE (w."heldCreditMicros", w."heldInvoiceMicros") <> (h."credit", h."invoice")`,

  'Settled holds equal the usage': Prisma.sql`
    SELECT "organizationId", "funding"::text, sum("used")::text AS "used", sum("settled")::text AS "settled" FROM (
      SELECT "organizationId", "funding", "amountMicros" AS "used", 0 AS "settled" FROM "usage"
      UNION ALL
      SELECT "organizationId", "funding", 0, "settledMicros" FROM "hold" WHERE "settledMicros" IS NOT NULL) both_sides
    GROUP BY 1, 2 HAVING sum("used") <> sum("settled")`,

  'Every usage is booked, with its own amount': Prisma.sql`
    SELECT u."organizationId", u."id", u."eventKey", u."amountMicros"::text, e."booked"::text
    FROM "usage" u CROSS JOIN LATERAL (
      SELECT count(DISTINCT t."id") AS "transactions", coalesce(sum(e."amountMicros"), 0) AS "booked"
      FROM "ledger_transaction" t
      LEFT JOIN "ledger_entry" e ON e."transactionId" = t."id" AND e."account" = 'REVENUE'
      WHERE t."organizationId" = u."organizationId" AND t."key" = 'usage:' || u."eventKey") e
    WHERE e."transactions" <> 1 OR e."booked" <> u."amountMicros"`,

  'Every booked charge has its usage': Prisma.sql`
    SELECT t."organizationId", t."id", t."key" FROM "ledger_transaction" t
    WHERE t."kind" = 'usage' AND NOT EXISTS (
      SELECT 1 FROM "usage" u WHERE u."organizationId" = t."organizationId" AND 'usage:' || u."eventKey" = t."key")`,

  'Every grant is booked once, with its own amount': Prisma.sql`
    SELECT g."organizationId", g."id", g."sourceRef", g."amountMicros"::text, e."booked"::text
    FROM "credit_grant" g CROSS JOIN LATERAL (
      SELECT coalesce(sum(e."amountMicros"), 0) AS "booked"
      FROM "ledger_transaction" t JOIN "ledger_entry" e ON e."transactionId" = t."id"
      WHERE t."organizationId" = g."organizationId" AND t."key" = 'grant:' || g."sourceRef"
        AND e."account" IN ('WALLET_PROMO', 'WALLET_PAID')) e
    WHERE e."booked" <> g."amountMicros"`,

  'A finished job was charged its usage': Prisma.sql`
    SELECT j."organizationId", j."id", j."chargedMicros"::text, u."amountMicros"::text AS "used"
    FROM "fine_tuning_job" j
    LEFT JOIN "usage" u ON u."organizationId" = j."organizationId" AND u."eventKey" = 'job:' || j."id"
    WHERE coalesce(j."chargedMicros", 0) <> coalesce(u."amountMicros", 0)`,

  'Every chunk of an inference job was charged its usage': Prisma.sql`
    SELECT c."organizationId", c."jobId", c."chunk"::text, c."chargedMicros"::text, u."amountMicros"::text AS "used"
    FROM "inference_chunk" c
    LEFT JOIN "usage" u ON u."organizationId" = c."organizationId" AND u."eventKey" = 'infer:' || c."jobId" || ':' || c."chunk"
    WHERE c."chargedMicros" <> coalesce(u."amountMicros", 0)`,

  'An inference job was charged what its chunks were': Prisma.sql`
    SELECT j."organizationId", j."id", j."chargedMicros"::text, c."charged"::text
    FROM "inference_job" j CROSS JOIN LATERAL (
      SELECT coalesce(sum("chargedMicros"), 0) AS "charged", coalesce(sum("rowsDone"), 0) AS "done",
        coalesce(sum("rowsFailed"), 0) AS "failed", count(*) AS "chunks"
      FROM "inference_chunk" c WHERE c."jobId" = j."id") c
    WHERE (j."chargedMicros", j."rowsDone", j."rowsFailed", j."chunksDone") <> (c."charged", c."done", c."failed", c."chunks")`,

  'Hourly totals equal the usage that they bill': Prisma.sql`
    SELECT h."organizationId", h."meter", h."hour"::text, h."amountMicros"::text, u."used"::text
    FROM "usage_hour" h CROSS JOIN LATERAL (
      SELECT coalesce(sum(u."amountMicros"), 0) AS "used" FROM "usage" u
      WHERE u."organizationId" = h."organizationId" AND u."meter" = h."meter" AND u."billHour" = h."hour"
        AND u."funding" = 'INVOICE') u
    WHERE h."amountMicros" <> u."used"`,

  'No meter event is above its hour': Prisma.sql`
    SELECT m."organizationId", m."identifier", m."amountMicros"::text, h."amountMicros"::text AS "hourMicros"
    FROM "meter_event" m LEFT JOIN "usage_hour" h USING ("organizationId", "meter", "hour")
    WHERE m."amountMicros" > coalesce(h."amountMicros", 0)`,

  'Usage on the invoice reaches its meter within 6 hours': Prisma.sql`
    SELECT u."organizationId", min(u."occurredAt")::text AS "since", sum(u."amountMicros")::text AS "amountMicros"
    FROM "usage" u
    WHERE u."funding" = 'INVOICE' AND u."billHour" IS NULL AND u."occurredAt" < now() - interval '6 hours'
    GROUP BY 1
    UNION ALL
    SELECT m."organizationId", min(m."createdAt")::text, sum(m."amountMicros")::text FROM "meter_event" m
    WHERE m."state" = 'REJECTED'
      OR (m."state" IN ('PENDING', 'SENDING', 'AMBIGUOUS') AND m."createdAt" < now() - interval '6 hours')
    GROUP BY 1`,

  'Usage for the invoice has an invoice to come': Prisma.sql`
    SELECT w."organizationId", w."accruedMicros"::text FROM "wallet" w
    WHERE w."accruedMicros" > 0 AND NOT EXISTS (
      SELECT 1 FROM "stripe_subscription" s WHERE s."organizationId" = w."organizationId"
        AND s."status" NOT IN ('canceled', 'incomplete_expired'))
      AND NOT EXISTS (
        SELECT 1 FROM "stripe_invoice" i WHERE i."organizationId" = w."organizationId" AND i."status" = 'draft')`,

  'No hold outlives its end by an hour': Prisma.sql`
    SELECT h."organizationId", h."id", h."key", h."expiresAt"::text FROM "hold" h
    WHERE h."state" = 'HELD' AND h."expiresAt" < now() - interval '1 hour' AND NOT EXISTS (
      SELECT 1 FROM "fine_tuning_job" j
      WHERE j."holdId" = h."id" AND j."status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING'))
      AND NOT EXISTS (
        SELECT 1 FROM "inference_job" i WHERE i."holdId" = h."id" AND i."status" IN ('QUEUED', 'RUNNING'))`,

  'Usage by day equals the usage': Prisma.sql`
    SELECT "organizationId", "day"::text, sum("used")::text AS "used", sum("added")::text AS "added" FROM (
      SELECT "organizationId", ("occurredAt" AT TIME ZONE 'UTC')::date AS "day", "amountMicros" AS "used", 0 AS "added",
        "tokens" AS "tokens", 1 AS "events" FROM "usage"
      UNION ALL
      SELECT "organizationId", "day", 0, "amountMicros", -"tokens", -"events" FROM "usage_day") both_sides
    GROUP BY 1, 2 HAVING sum("used") <> sum("added") OR sum("tokens") <> 0 OR sum("events") <> 0`,
} as const satisfies Record<string, Prisma.Sql>;

export type LedgerInvariant = keyof typeof ledgerInvariants;
