-- Who did what to which thing, written in the transaction of the act. No foreign keys: it outlives what it names.
CREATE TABLE "audit_entry" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT,
  "projectId" TEXT,
  "actorKind" TEXT NOT NULL,
  "actorId" TEXT NOT NULL,
  "address" TEXT,
  "userAgent" TEXT,
  "action" TEXT NOT NULL,
  "targetKind" TEXT NOT NULL,
  "targetId" TEXT NOT NULL,
  "targetName" TEXT,
  "details" JSONB NOT NULL DEFAULT '{}',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id"),
  CONSTRAINT audit_actor_kind CHECK ("actorKind" IN ('user', 'api_key', 'operator', 'system')),
  CONSTRAINT audit_details_are_small CHECK (jsonb_typeof("details") = 'object' AND pg_column_size("details") <= 8192)
);

-- Each list is newest first, and goes on from a time and an id.
CREATE INDEX "audit_entry_organizationId_createdAt_id_idx"
  ON "audit_entry" ("organizationId", "createdAt" DESC, "id" DESC);
CREATE INDEX "audit_entry_organizationId_actorId_createdAt_id_idx"
  ON "audit_entry" ("organizationId", "actorId", "createdAt" DESC, "id" DESC);
CREATE INDEX "audit_entry_organizationId_action_createdAt_id_idx"
  ON "audit_entry" ("organizationId", "action", "createdAt" DESC, "id" DESC);
CREATE INDEX "audit_entry_organizationId_projectId_createdAt_id_idx"
  ON "audit_entry" ("organizationId", "projectId", "createdAt" DESC, "id" DESC);

ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_entry" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "audit_entry" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "audit_entry" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "audit_entry" TO modelmint_app, modelmint_system;

-- Append-only, for the owner of the table too.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_as_a_whole BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
