-- 1. What a key may do, and a secret that is being replaced.
ALTER TABLE "api_key"
  ADD COLUMN "scope" TEXT NOT NULL DEFAULT 'all',
  ADD COLUMN "permissions" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "previousHash" TEXT,
  ADD COLUMN "previousLast4" TEXT,
  ADD COLUMN "previousUntil" TIMESTAMPTZ(3),
  ADD COLUMN "rotatedAt" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "api_key_previousHash_key" ON "api_key" ("previousHash");
ALTER TABLE "api_key" ADD CONSTRAINT api_key_scope CHECK ("scope" IN ('all', 'read', 'chosen'));
ALTER TABLE "api_key" ADD CONSTRAINT api_key_previous_ends CHECK (("previousHash" IS NULL) = ("previousUntil" IS NULL));

-- 2. Whose usage it is. For what was used before, the person stands in the request or the job.
ALTER TABLE "usage" ADD COLUMN "userId" TEXT;
-- The owner of the tables sees no rows under FORCE; nothing else runs while these locks are held.
ALTER TABLE "usage" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "request" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "fine_tuning_job" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage" DISABLE TRIGGER "append_only_but_bill_hour";
UPDATE "usage" u SET "userId" = r."userId" FROM "request" r
  WHERE u."eventKey" = 'request:' || r."id" AND r."organizationId" = u."organizationId" AND r."userId" IS NOT NULL;
UPDATE "usage" u SET "userId" = j."createdByUserId" FROM "fine_tuning_job" j
  WHERE u."eventKey" = 'job:' || j."id" AND j."organizationId" = u."organizationId" AND j."apiKeyId" IS NULL;
ALTER TABLE "usage" ENABLE TRIGGER "append_only_but_bill_hour";
ALTER TABLE "request" FORCE ROW LEVEL SECURITY;
ALTER TABLE "fine_tuning_job" FORCE ROW LEVEL SECURITY;

-- The receipts of one project, newest first.
CREATE INDEX usage_by_project ON "usage" ("organizationId", "projectId", "occurredAt" DESC, "id" DESC);

-- 3. Usage by day, so that a page adds up days instead of calls. An empty text stands for none, since keys hold no null.
CREATE TABLE "usage_day" (
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "meter" TEXT NOT NULL,
  "baseModel" TEXT NOT NULL,
  "modelId" TEXT NOT NULL,
  "apiKeyId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "tokens" BIGINT NOT NULL,
  "amountMicros" BIGINT NOT NULL,
  "events" INTEGER NOT NULL,
  CONSTRAINT "usage_day_pkey"
    PRIMARY KEY ("organizationId", "projectId", "day", "meter", "baseModel", "modelId", "apiKeyId", "userId"),
  CONSTRAINT usage_day_not_negative CHECK ("tokens" >= 0 AND "amountMicros" >= 0 AND "events" > 0)
);
CREATE INDEX "usage_day_organizationId_day_idx" ON "usage_day" ("organizationId", "day");

INSERT INTO "usage_day"
SELECT "organizationId", "projectId", ("occurredAt" AT TIME ZONE 'UTC')::date, "meter", "baseModel",
  coalesce("modelId", ''), coalesce("apiKeyId", ''), coalesce("userId", ''),
  sum("tokens"), sum("amountMicros"), count(*)::int
FROM "usage" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
ALTER TABLE "usage" FORCE ROW LEVEL SECURITY;

ALTER TABLE "usage_day" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_day" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "usage_day" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "usage_day" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
-- Written by the trigger below, with the rights of whoever writes usage.
GRANT SELECT, INSERT, UPDATE ON "usage_day" TO modelmint_app;
GRANT SELECT ON "usage_day" TO modelmint_system;

-- In the transaction of the usage, so that days and ledger never differ. In the order of the key: two of them wait for
-- each other and never for ever.
CREATE FUNCTION add_usage_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "usage_day" AS d
  SELECT "organizationId", "projectId", ("occurredAt" AT TIME ZONE 'UTC')::date, "meter", "baseModel",
    coalesce("modelId", ''), coalesce("apiKeyId", ''), coalesce("userId", ''),
    sum("tokens"), sum("amountMicros"), count(*)::int
  FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT ON CONSTRAINT "usage_day_pkey" DO UPDATE SET
    "tokens" = d."tokens" + EXCLUDED."tokens",
    "amountMicros" = d."amountMicros" + EXCLUDED."amountMicros",
    "events" = d."events" + EXCLUDED."events";
  RETURN NULL;
END $$;
CREATE TRIGGER add_to_day AFTER INSERT ON "usage" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_usage_day();
