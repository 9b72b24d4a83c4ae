-- Evaluations: a model × held-out rows of a data set, answered by an inference job of their own.
CREATE TYPE "EvaluationPart" AS ENUM ('VALIDATION', 'ALL');

ALTER TABLE "inference_job" ADD COLUMN "evaluationId" TEXT;

CREATE TABLE "evaluation" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "name" TEXT,
  "jobId" TEXT NOT NULL,
  "modelId" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "task" TEXT NOT NULL,
  "datasetId" TEXT NOT NULL,
  "datasetName" TEXT NOT NULL,
  "datasetVersionId" TEXT NOT NULL,
  "versionNumber" INTEGER NOT NULL,
  "part" "EvaluationPart" NOT NULL,
  "rowsAsked" INTEGER NOT NULL,
  "report" JSONB,
  "rowsKey" TEXT,
  "createdByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "deletedAt" TIMESTAMPTZ(3),
  CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "evaluation_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "inference_job"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "evaluation_jobId_key" ON "evaluation" ("jobId");
CREATE INDEX "evaluation_organizationId_projectId_createdAt_idx"
  ON "evaluation" ("organizationId", "projectId", "createdAt" DESC);
CREATE INDEX "evaluation_datasetVersionId_part_idx" ON "evaluation" ("datasetVersionId", "part");

CREATE TABLE "evaluation_comparison" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "firstId" TEXT NOT NULL,
  "secondId" TEXT NOT NULL,
  "report" JSONB,
  "reason" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finishedAt" TIMESTAMPTZ(3),
  CONSTRAINT "evaluation_comparison_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "evaluation_comparison_firstId_secondId_key" ON "evaluation_comparison" ("firstId", "secondId");
CREATE INDEX "evaluation_comparison_organizationId_projectId_idx"
  ON "evaluation_comparison" ("organizationId", "projectId");
CREATE INDEX evaluation_comparison_open ON "evaluation_comparison" ("createdAt") WHERE "finishedAt" IS NULL;

DO $$
DECLARE
  tenant_table text;
  rule text := '"organizationId" = current_setting(''app.org'', true)';
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['evaluation', 'evaluation_comparison'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING (%s) WITH CHECK (%s)', tenant_table, rule, rule);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "evaluation", "evaluation_comparison" TO modelmint_app;
GRANT SELECT ON "evaluation", "evaluation_comparison" TO modelmint_system;
GRANT DELETE ON "evaluation", "evaluation_comparison" TO modelmint_system;
