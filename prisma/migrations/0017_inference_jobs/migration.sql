-- Inference jobs: a model × a file, answered in chunks.
CREATE TYPE "InferenceMode" AS ENUM ('BATCH', 'ROWS');
CREATE TYPE "InferenceStatus" AS ENUM ('VALIDATING', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED');

CREATE TABLE "inference_job" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "name" TEXT,
  "mode" "InferenceMode" NOT NULL,
  "route" TEXT NOT NULL,
  "inputFileId" TEXT NOT NULL,
  "column" TEXT,
  "parameters" JSONB NOT NULL DEFAULT '{}',
  "metadata" JSONB,
  "createdByUserId" TEXT,
  "apiKeyId" TEXT,
  "model" TEXT,
  "target" JSONB,
  "modelId" TEXT,
  "baseModel" TEXT,
  "endpointId" TEXT,
  "priceBookId" TEXT,
  "rateMicros" BIGINT,
  "status" "InferenceStatus" NOT NULL DEFAULT 'VALIDATING',
  "problems" JSONB NOT NULL DEFAULT '[]',
  "errorCode" TEXT,
  "errorMessage" TEXT,
  "errorParam" TEXT,
  "fault" "JobFault",
  "rowsPrefix" TEXT,
  "rowsTotal" INTEGER NOT NULL DEFAULT 0,
  "rowsDone" INTEGER NOT NULL DEFAULT 0,
  "rowsFailed" INTEGER NOT NULL DEFAULT 0,
  "chunksTotal" INTEGER NOT NULL DEFAULT 0,
  "chunksDone" INTEGER NOT NULL DEFAULT 0,
  "inputTokens" BIGINT NOT NULL DEFAULT 0,
  "outputTokens" BIGINT NOT NULL DEFAULT 0,
  "tokensMax" BIGINT NOT NULL DEFAULT 0,
  "holdId" TEXT,
  "heldMicros" BIGINT NOT NULL DEFAULT 0,
  "chargedMicros" BIGINT NOT NULL DEFAULT 0,
  "seed" INTEGER NOT NULL,
  "fence" INTEGER NOT NULL DEFAULT 0,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "workerId" TEXT,
  "leaseUntil" TIMESTAMPTZ(3),
  "cancelRequestedAt" TIMESTAMPTZ(3),
  "outputFileId" TEXT,
  "errorFileId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "queuedAt" TIMESTAMPTZ(3),
  "startedAt" TIMESTAMPTZ(3),
  "finalizingAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3),
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "inference_job_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "inference_job_organizationId_projectId_createdAt_idx"
  ON "inference_job" ("organizationId", "projectId", "createdAt" DESC);
CREATE INDEX "inference_job_inputFileId_idx" ON "inference_job" ("inputFileId");
CREATE INDEX inference_job_open ON "inference_job" ("status", "queuedAt") WHERE "status" IN ('VALIDATING', 'QUEUED', 'RUNNING');
-- When an organization was served last.
CREATE INDEX inference_job_served ON "inference_job" ("organizationId", "leaseUntil" DESC);
CREATE INDEX inference_job_hold ON "inference_job" ("holdId") WHERE "holdId" IS NOT NULL;

CREATE TABLE "inference_chunk" (
  "organizationId" TEXT NOT NULL,
  "jobId" TEXT NOT NULL,
  "chunk" INTEGER NOT NULL,
  "fence" INTEGER NOT NULL,
  "storageKey" TEXT NOT NULL,
  "sizeBytes" BIGINT NOT NULL,
  "sha256" TEXT NOT NULL,
  "rowsDone" INTEGER NOT NULL,
  "rowsFailed" INTEGER NOT NULL,
  "inputTokens" BIGINT NOT NULL,
  "outputTokens" BIGINT NOT NULL,
  "chargedMicros" BIGINT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "inference_chunk_pkey" PRIMARY KEY ("jobId", "chunk"),
  CONSTRAINT "inference_chunk_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "inference_job"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "inference_chunk_organizationId_jobId_idx" ON "inference_chunk" ("organizationId", "jobId");

DO $$
DECLARE
  tenant_table text;
  rule text := '"organizationId" = current_setting(''app.org'', true)';
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['inference_job', 'inference_chunk'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING (%s) WITH CHECK (%s)', tenant_table, rule, rule);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "inference_job" TO modelmint_app;
GRANT SELECT, INSERT ON "inference_chunk" TO modelmint_app;
GRANT SELECT, UPDATE ON "inference_job" TO modelmint_system;
GRANT SELECT ON "inference_chunk" TO modelmint_system;
