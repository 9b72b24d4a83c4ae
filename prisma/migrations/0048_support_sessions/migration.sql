-- 1. An organization lets the operator's support act in it, for some hours. No row: it may only look, with a reason.
CREATE TABLE "support_consent" (
  "organizationId" TEXT NOT NULL,
  "grantedByUserId" TEXT NOT NULL,
  "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "support_consent_pkey" PRIMARY KEY ("organizationId"),
  CONSTRAINT support_consent_at_most_72_hours
    CHECK ("expiresAt" > "grantedAt" AND "expiresAt" <= "grantedAt" + interval '72 hours'),
  CONSTRAINT "support_consent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- 2. The operator in an organization, bound to the browser session in which it was begun: without that, it is over.
CREATE TABLE "support_session" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "operatorUserId" TEXT NOT NULL,
  "sessionId" TEXT,
  "isActing" BOOLEAN NOT NULL DEFAULT false,
  "reason" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  "endedBy" TEXT,
  CONSTRAINT "support_session_pkey" PRIMARY KEY ("id"),
  CONSTRAINT support_session_has_reason CHECK (btrim("reason") <> ''),
  CONSTRAINT support_session_at_most_60_minutes
    CHECK ("expiresAt" > "startedAt" AND "expiresAt" <= "startedAt" + interval '60 minutes'),
  CONSTRAINT support_session_ended_by
    CHECK (("endedAt" IS NULL) = ("endedBy" IS NULL) AND "endedBy" IN ('operator', 'organization', 'time', 'sign_out')),
  CONSTRAINT "support_session_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "support_session_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX one_support_session_of_a_browser ON "support_session" ("sessionId") WHERE "endedAt" IS NULL;
CREATE INDEX open_support_sessions ON "support_session" ("expiresAt") WHERE "endedAt" IS NULL;
CREATE INDEX "support_session_organizationId_startedAt_idx" ON "support_session" ("organizationId", "startedAt" DESC);
CREATE INDEX "support_session_sessionId_idx" ON "support_session" ("sessionId");

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['support_consent', 'support_session'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING ("organizationId" = current_setting(''app.org'', true)) WITH CHECK ("organizationId" = current_setting(''app.org'', true))', tenant_table);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "support_consent" TO modelmint_app;
-- UPDATE for FOR SHARE alone: only the organization itself says how long.
GRANT SELECT, DELETE, UPDATE ("expiresAt") ON "support_consent" TO modelmint_system;
-- An organization sees who was there, and can end it; why and how long are not its to change.
GRANT SELECT, UPDATE ("endedAt", "endedBy") ON "support_session" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE ("endedAt", "endedBy") ON "support_session" TO modelmint_system;

-- 3. What is done in such a session stands in the log of the organization under the id of the session.
ALTER TABLE "audit_entry" DROP CONSTRAINT audit_actor_kind;
ALTER TABLE "audit_entry" ADD CONSTRAINT audit_actor_kind
  CHECK ("actorKind" IN ('user', 'api_key', 'operator', 'support', 'system'));

-- 4. A price book that was to come into force and was taken back before. Books themselves never change.
CREATE TABLE "price_book_withdrawal" (
  "priceBookId" TEXT NOT NULL,
  "withdrawnAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "price_book_withdrawal_pkey" PRIMARY KEY ("priceBookId"),
  CONSTRAINT "price_book_withdrawal_priceBookId_fkey" FOREIGN KEY ("priceBookId") REFERENCES "price_book"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "price_book_withdrawal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
GRANT SELECT ON "price_book_withdrawal" TO modelmint_app;
GRANT SELECT, INSERT ON "price_book_withdrawal" TO modelmint_system;

-- 5. Who was looked at longest ago comes first, when there are more than one look takes.
ALTER TABLE "auto_top_up" ADD COLUMN "lookedAt" TIMESTAMPTZ(3);
