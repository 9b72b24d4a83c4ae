-- Webhooks out: where an organization wants to be told of facts, and each telling with what came of it.
CREATE TABLE "webhook_endpoint" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT,
  "url" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "events" TEXT[] NOT NULL,
  "sealedSecret" TEXT NOT NULL,
  "previousSealedSecret" TEXT,
  "previousUntil" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "failingSince" TIMESTAMPTZ(3),
  "disabledAt" TIMESTAMPTZ(3),
  "disabledReason" TEXT,
  "createdByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id"),
  CONSTRAINT webhook_endpoint_disabled_with_reason CHECK (("disabledAt" IS NULL) = ("disabledReason" IS NULL)),
  CONSTRAINT webhook_endpoint_reason CHECK ("disabledReason" IN ('person', 'failing', 'gone')),
  CONSTRAINT "webhook_endpoint_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhook_endpoint_organizationId_createdAt_idx" ON "webhook_endpoint" ("organizationId", "createdAt");

CREATE TABLE "webhook_delivery" (
  "id" TEXT NOT NULL DEFAULT 'whd_' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 24),
  "organizationId" TEXT NOT NULL,
  "endpointId" TEXT NOT NULL,
  "eventId" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'due',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastAttemptAt" TIMESTAMPTZ(3),
  "responseStatus" INTEGER,
  "responseMs" INTEGER,
  "responseText" TEXT,
  "error" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT webhook_delivery_state CHECK ("state" IN ('due', 'delivered', 'failed')),
  CONSTRAINT "webhook_delivery_endpointId_fkey" FOREIGN KEY ("endpointId")
    REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Told once to each endpoint, however often the fact is written.
CREATE UNIQUE INDEX "webhook_delivery_endpointId_eventId_key" ON "webhook_delivery" ("endpointId", "eventId");
CREATE INDEX "webhook_delivery_organizationId_endpointId_createdAt_id_idx"
  ON "webhook_delivery" ("organizationId", "endpointId", "createdAt" DESC, "id" DESC);
CREATE INDEX webhook_delivery_due ON "webhook_delivery" ("nextAttemptAt") WHERE "state" = 'due';
CREATE INDEX "webhook_delivery_createdAt_idx" ON "webhook_delivery" ("createdAt");

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['webhook_endpoint', 'webhook_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING ("organizationId" = current_setting(''app.org'', true)) WITH CHECK ("organizationId" = current_setting(''app.org'', true))', tenant_table);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_endpoint" TO modelmint_app, modelmint_system;
GRANT SELECT, INSERT, UPDATE ("state", "attempts", "nextAttemptAt") ON "webhook_delivery" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_delivery" TO modelmint_system;
