-- What somebody is told of, in the app and by mail: one row for each person and fact, written with the fact.
CREATE TABLE "notification" (
  "id" TEXT NOT NULL DEFAULT 'ntf_' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 24),
  "organizationId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "projectId" TEXT,
  "kind" TEXT NOT NULL,
  "fact" TEXT NOT NULL,
  "targetKind" TEXT NOT NULL,
  "targetId" TEXT NOT NULL,
  "targetName" TEXT,
  "details" JSONB NOT NULL DEFAULT '{}',
  "isShown" BOOLEAN NOT NULL DEFAULT true,
  "readAt" TIMESTAMPTZ(3),
  "mailState" TEXT NOT NULL DEFAULT 'none',
  "mailDueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "mailAttempts" INTEGER NOT NULL DEFAULT 0,
  "mailError" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "notification_pkey" PRIMARY KEY ("id"),
  CONSTRAINT notification_mail_state CHECK ("mailState" IN ('none', 'due', 'sent', 'failed')),
  CONSTRAINT notification_details_are_small CHECK (jsonb_typeof("details") = 'object' AND pg_column_size("details") <= 8192),
  -- Whoever leaves is told nothing more, and leaves nothing behind.
  CONSTRAINT "notification_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId")
    REFERENCES "member"("organizationId", "userId") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Told once, however often the fact is written.
CREATE UNIQUE INDEX "notification_organizationId_userId_fact_key" ON "notification" ("organizationId", "userId", "fact");
CREATE INDEX "notification_organizationId_userId_createdAt_id_idx"
  ON "notification" ("organizationId", "userId", "createdAt" DESC, "id" DESC);
CREATE INDEX notification_unread ON "notification" ("organizationId", "userId", "createdAt" DESC, "id" DESC)
  WHERE "isShown" AND "readAt" IS NULL;
CREATE INDEX notification_mail_due ON "notification" ("mailDueAt") WHERE "mailState" = 'due';
CREATE INDEX "notification_createdAt_idx" ON "notification" ("createdAt");

-- What a person wants to be told of, and how; where there is no row, domain/notification-kind says it.
CREATE TABLE "notification_choice" (
  "organizationId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "inApp" BOOLEAN NOT NULL,
  "byMail" BOOLEAN NOT NULL,
  CONSTRAINT "notification_choice_pkey" PRIMARY KEY ("organizationId", "userId", "kind"),
  CONSTRAINT "notification_choice_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId")
    REFERENCES "member"("organizationId", "userId") ON DELETE CASCADE ON UPDATE CASCADE
);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['notification', 'notification_choice'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING ("organizationId" = current_setting(''app.org'', true)) WITH CHECK ("organizationId" = current_setting(''app.org'', true))', tenant_table);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ("readAt") ON "notification" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification" TO modelmint_system;
GRANT SELECT, INSERT, UPDATE ON "notification_choice" TO modelmint_app;
GRANT SELECT ON "notification_choice" TO modelmint_system;
