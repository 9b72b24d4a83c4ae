-- What people tried in the playground. Each sees their own; a shared one is seen by whoever sees its project.
CREATE TABLE "playground_run" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "mode" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "input" JSONB NOT NULL,
  "answer" JSONB NOT NULL,
  "calls" INTEGER NOT NULL DEFAULT 1,
  "amountMicros" BIGINT NOT NULL,
  "sharedAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "calledAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "playground_run_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "playground_run_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT playground_run_counts CHECK ("calls" > 0 AND "amountMicros" >= 0)
);
CREATE INDEX playground_run_of_person
  ON "playground_run" ("organizationId", "projectId", "userId", "calledAt" DESC, "id" DESC);
CREATE INDEX "playground_run_userId_idx" ON "playground_run" ("userId");

ALTER TABLE "playground_run" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "playground_run" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "playground_run" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "playground_run" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "playground_run" TO modelmint_app;
-- To erase an organization.
GRANT SELECT, DELETE ON "playground_run" TO modelmint_system;
