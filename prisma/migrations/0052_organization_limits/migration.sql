-- What the operator lets one organization do, other than its plan says; null is as the plan. No row: all as the plan.
CREATE TABLE "organization_limit" (
  "organizationId" TEXT NOT NULL,
  "requestsPerMinute" INTEGER,
  "tokensPerMinute" INTEGER,
  "trainConcurrencyMax" INTEGER,
  "fileSizeBytesMax" BIGINT,
  "storageBytesMax" BIGINT,
  "reason" TEXT NOT NULL,
  "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "organization_limit_pkey" PRIMARY KEY ("organizationId"),
  CONSTRAINT organization_limit_has_reason CHECK (btrim("reason") <> ''),
  CONSTRAINT organization_limit_is_positive CHECK (
    "requestsPerMinute" > 0 AND "tokensPerMinute" > 0 AND "trainConcurrencyMax" > 0 AND "fileSizeBytesMax" > 0
    AND "storageBytesMax" > 0),
  CONSTRAINT "organization_limit_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "organization_limit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_limit" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "organization_limit" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true)) WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "organization_limit" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT ON "organization_limit" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "organization_limit" TO modelmint_system;
