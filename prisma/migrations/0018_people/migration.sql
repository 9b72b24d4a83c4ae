-- People: invitations, members of chosen projects, limits of projects, an end of organizations with grace.
ALTER TABLE "organization"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "deleteRequestedAt" TIMESTAMPTZ(3),
  ADD COLUMN "deleteRequestedByUserId" TEXT,
  ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
CREATE INDEX organization_closing ON "organization" ("deleteRequestedAt") WHERE "deleteRequestedAt" IS NOT NULL AND "erasedAt" IS NULL;
GRANT UPDATE ("version", "deleteRequestedAt", "deleteRequestedByUserId") ON "organization" TO modelmint_app;

ALTER TABLE "project"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "archivedAt" TIMESTAMPTZ(3),
  ADD COLUMN "monthlySpendMaxMicros" BIGINT,
  ADD COLUMN "requestsPerMinuteMax" INTEGER,
  ADD CONSTRAINT project_limits_positive CHECK (coalesce("monthlySpendMaxMicros", 0) >= 0 AND coalesce("requestsPerMinuteMax", 1) >= 1);

ALTER TABLE "member" ADD COLUMN "isLimited" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "member_organizationId_createdAt_userId_idx" ON "member" ("organizationId", "createdAt", "userId");
GRANT UPDATE ("role", "isLimited"), DELETE ON "member" TO modelmint_app;

-- The projects of a limited member.
CREATE TABLE "member_project" (
  "organizationId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  CONSTRAINT "member_project_pkey" PRIMARY KEY ("organizationId", "userId", "projectId"),
  CONSTRAINT "member_project_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId")
    REFERENCES "member"("organizationId", "userId") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "member_project_projectId_fkey" FOREIGN KEY ("projectId")
    REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "member_project_projectId_idx" ON "member_project" ("projectId");

CREATE TABLE "invitation" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "role" "Role" NOT NULL,
  "isLimited" BOOLEAN NOT NULL DEFAULT false,
  "projectIds" TEXT[] NOT NULL DEFAULT '{}',
  "tokenHash" TEXT NOT NULL,
  "invitedByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "acceptedAt" TIMESTAMPTZ(3),
  "acceptedByUserId" TEXT,
  "revokedAt" TIMESTAMPTZ(3),
  CONSTRAINT "invitation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "invitation_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "invitation_tokenHash_key" ON "invitation" ("tokenHash");
CREATE INDEX "invitation_organizationId_createdAt_idx" ON "invitation" ("organizationId", "createdAt" DESC);
CREATE UNIQUE INDEX one_open_invitation ON "invitation" ("organizationId", "email") WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL;

-- What a project spent in a month (UTC), kept beside the usage so that a limit asks one row.
CREATE TABLE "project_month" (
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "month" DATE NOT NULL,
  "spentMicros" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "project_month_pkey" PRIMARY KEY ("organizationId", "projectId", "month")
);
-- Row-level security binds the owner of the tables too: without this, the migration would see no usage.
ALTER TABLE "usage" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "project_month" ("organizationId", "projectId", "month", "spentMicros")
SELECT "organizationId", "projectId", date_trunc('month', "occurredAt" AT TIME ZONE 'UTC')::date, sum("amountMicros")
FROM "usage" GROUP BY 1, 2, 3;
ALTER TABLE "usage" FORCE ROW LEVEL SECURITY;

CREATE FUNCTION count_project_spend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "project_month" ("organizationId", "projectId", "month", "spentMicros")
  VALUES (NEW."organizationId", NEW."projectId", date_trunc('month', NEW."occurredAt" AT TIME ZONE 'UTC')::date, NEW."amountMicros")
  ON CONFLICT ("organizationId", "projectId", "month")
  DO UPDATE SET "spentMicros" = "project_month"."spentMicros" + EXCLUDED."spentMicros";
  RETURN NULL;
END $$;
CREATE TRIGGER count_project_spend AFTER INSERT ON "usage" FOR EACH ROW
  WHEN (NEW."amountMicros" > 0) EXECUTE FUNCTION count_project_spend();
CREATE INDEX hold_of_project ON "hold" ("projectId") WHERE "state" = 'HELD';

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['member_project', 'invitation', 'project_month'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING ("organizationId" = current_setting(''app.org'', true)) WITH CHECK ("organizationId" = current_setting(''app.org'', true))', tenant_table);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, DELETE ON "member_project" TO modelmint_app, modelmint_system;
GRANT SELECT, INSERT, UPDATE ON "invitation" TO modelmint_app;
GRANT SELECT, UPDATE, DELETE ON "invitation" TO modelmint_system;
GRANT SELECT, INSERT, UPDATE ON "project_month" TO modelmint_app;
GRANT SELECT ON "project_month" TO modelmint_system;

-- The sweep that erases an organization after its grace removes people and data; money and usage stay.
GRANT DELETE ON "api_key", "endpoint", "model", "checkpoint", "job_event", "fine_tuning_job", "dataset_version",
  "dataset", "file", "base_model", "request" TO modelmint_system;
DO $$
DECLARE own text;
BEGIN
  FOREACH own IN ARRAY ARRAY['inference_job', 'inference_chunk'] LOOP
    IF to_regclass(own) IS NOT NULL THEN EXECUTE format('GRANT DELETE ON %I TO modelmint_system', own); END IF;
  END LOOP;
END $$;
