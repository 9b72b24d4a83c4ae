-- 1. Workers: what machine it is, what it needs, and whether the operator wants it to take nothing new.
ALTER TABLE "worker"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'cpu',
  ADD COLUMN "memoryBytes" BIGINT,
  ADD COLUMN "memoryBytesTotal" BIGINT,
  ADD COLUMN "runningJobs" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "drainRequestedAt" TIMESTAMPTZ(3),
  ADD CONSTRAINT worker_kind_is_a_word CHECK ("kind" ~ '^[a-z0-9][a-z0-9.-]{0,39}$');

-- 2. What an hour of a kind of worker costs, from a day (UTC) on.
CREATE TABLE "worker_cost" (
  "kind" TEXT NOT NULL,
  "effectiveDay" DATE NOT NULL,
  "microsPerHour" BIGINT NOT NULL,
  "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "worker_cost_pkey" PRIMARY KEY ("kind", "effectiveDay"),
  CONSTRAINT worker_cost_not_negative CHECK ("microsPerHour" >= 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "worker_cost" TO modelmint_system;

-- 3. What the operator tells everybody who is signed in.
CREATE TABLE "announcement" (
  "id" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "textChinese" TEXT,
  "tone" TEXT NOT NULL DEFAULT 'info',
  "startsAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "endsAt" TIMESTAMPTZ(3),
  "createdByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "announcement_pkey" PRIMARY KEY ("id"),
  CONSTRAINT announcement_tone CHECK ("tone" IN ('info', 'warning')),
  CONSTRAINT announcement_ends_after_it_starts CHECK ("endsAt" IS NULL OR "endsAt" >= "startsAt")
);
CREATE INDEX "announcement_startsAt_idx" ON "announcement" ("startsAt" DESC);
GRANT SELECT, INSERT, UPDATE ON "announcement" TO modelmint_system;

-- 4. New price books are written by the operator; old ones stay as they are (append_only of 0002).
GRANT INSERT ON "price_book", "price" TO modelmint_system;

-- 5. How long workers have worked, for whom, on which base model: what R = P × Q − C takes its C from.
CREATE TABLE "work_day" (
  "organizationId" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "work" TEXT NOT NULL,
  "baseModel" TEXT NOT NULL,
  "workerKind" TEXT NOT NULL,
  "milliseconds" BIGINT NOT NULL,
  "events" INTEGER NOT NULL,
  CONSTRAINT "work_day_pkey" PRIMARY KEY ("organizationId", "day", "work", "baseModel", "workerKind"),
  CONSTRAINT work_day_kind CHECK ("work" IN ('training', 'batch', 'call')),
  CONSTRAINT work_day_not_negative CHECK ("milliseconds" >= 0 AND "events" > 0)
);
CREATE INDEX "work_day_day_idx" ON "work_day" ("day");
CREATE INDEX "usage_day_day_idx" ON "usage_day" ("day");

-- A claim that lasts: since when, and on which kind of worker.
CREATE TABLE "work_claim" (
  "organizationId" TEXT NOT NULL,
  "jobId" TEXT NOT NULL,
  "workerKind" TEXT NOT NULL,
  "claimedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "work_claim_pkey" PRIMARY KEY ("organizationId", "jobId")
);

DO $$
DECLARE
  tenant_table text;
  rule text := '"organizationId" = current_setting(''app.org'', true)';
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['work_day', 'work_claim'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING (%s) WITH CHECK (%s)', tenant_table, rule, rule);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "work_day" TO modelmint_app, modelmint_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON "work_claim" TO modelmint_app, modelmint_system;

CREATE FUNCTION add_work_day(organization text, work_kind text, base_model text, worker_kind text, ms bigint)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO "work_day" AS d ("organizationId", "day", "work", "baseModel", "workerKind", "milliseconds", "events")
  VALUES (organization, (now() AT TIME ZONE 'UTC')::date, work_kind, base_model, worker_kind, greatest(ms, 0), 1)
  ON CONFLICT ON CONSTRAINT "work_day_pkey" DO UPDATE SET
    "milliseconds" = d."milliseconds" + EXCLUDED."milliseconds", "events" = d."events" + 1;
$$;

-- In the transaction that takes a job or lets it go, so that no way out of RUNNING goes uncounted. The kind of work is
-- part of the key: an end locks the row of its day before the wallet, a call after it, and the two never share one.
CREATE FUNCTION count_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim record;
BEGIN
  IF OLD."status"::text = 'RUNNING' THEN
    DELETE FROM "work_claim" c WHERE c."organizationId" = OLD."organizationId" AND c."jobId" = OLD."id"
      RETURNING c.* INTO claim;
    IF claim."jobId" IS NOT NULL THEN
      PERFORM add_work_day(OLD."organizationId", TG_ARGV[0], coalesce(OLD."baseModel", ''), claim."workerKind",
        (extract(epoch FROM clock_timestamp() - claim."claimedAt") * 1000)::bigint);
    END IF;
  END IF;
  IF NEW."status"::text = 'RUNNING' AND has_table_privilege(current_user, 'worker', 'SELECT') THEN
    INSERT INTO "work_claim" ("organizationId", "jobId", "workerKind", "claimedAt")
    VALUES (NEW."organizationId", NEW."id",
      coalesce((SELECT w."kind" FROM "worker" w WHERE w."id" = NEW."workerId"), 'cpu'), clock_timestamp())
    ON CONFLICT ON CONSTRAINT "work_claim_pkey" DO UPDATE SET
      "workerKind" = EXCLUDED."workerKind", "claimedAt" = EXCLUDED."claimedAt";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_work AFTER UPDATE OF "status" ON "fine_tuning_job" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION count_work('training');
CREATE TRIGGER count_work AFTER UPDATE OF "status" ON "inference_job" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION count_work('batch');
