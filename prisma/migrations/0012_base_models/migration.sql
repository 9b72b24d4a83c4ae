-- Imported checkpoints, and jobs and models of other tasks than text classification.
CREATE TYPE "BaseModelStatus" AS ENUM ('PENDING', 'IMPORTING', 'READY', 'FAILED');

CREATE TABLE "base_model" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT,
  "name" TEXT NOT NULL,
  "status" "BaseModelStatus" NOT NULL DEFAULT 'PENDING',
  "source" JSONB NOT NULL,
  "facts" JSONB,
  "reason" TEXT,
  "storagePrefix" TEXT,
  "sizeBytes" BIGINT NOT NULL DEFAULT 0,
  "fence" INTEGER NOT NULL DEFAULT 0,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "leaseUntil" TIMESTAMPTZ(3),
  "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "createdByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finishedAt" TIMESTAMPTZ(3),
  "deletedAt" TIMESTAMPTZ(3),
  CONSTRAINT "base_model_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "base_model_organizationId_createdAt_idx" ON "base_model" ("organizationId", "createdAt" DESC);
CREATE UNIQUE INDEX base_model_name ON "base_model" (coalesce("organizationId", ''), "name") WHERE "deletedAt" IS NULL;
CREATE INDEX base_model_open ON "base_model" ("createdAt") WHERE "status" IN ('PENDING', 'IMPORTING');
CREATE INDEX base_model_stored ON "base_model" ("storagePrefix") WHERE "deletedAt" IS NULL;

-- A tenant sees what is everybody's and writes its own only.
ALTER TABLE "base_model" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "base_model" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "base_model" FOR ALL TO modelmint_app
  USING ("organizationId" IS NULL OR "organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "base_model" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON "base_model" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE ON "base_model" TO modelmint_system;

ALTER TABLE "fine_tuning_job" ADD COLUMN "baseModelId" TEXT, ADD COLUMN "task" TEXT NOT NULL DEFAULT 'text-classification';
ALTER TABLE "model" ADD COLUMN "baseModelId" TEXT, ADD COLUMN "task" TEXT NOT NULL DEFAULT 'text-classification';
ALTER TABLE "fine_tuning_job" ADD CONSTRAINT "fine_tuning_job_baseModelId_fkey"
  FOREIGN KEY ("baseModelId") REFERENCES "base_model"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "model" ADD CONSTRAINT "model_baseModelId_fkey"
  FOREIGN KEY ("baseModelId") REFERENCES "base_model"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX job_by_base_model ON "fine_tuning_job" ("baseModelId") WHERE "baseModelId" IS NOT NULL;
CREATE INDEX model_by_base_model ON "model" ("baseModelId") WHERE "baseModelId" IS NOT NULL;

-- The second price book: templates by their name, imported checkpoints by kind and size (domain/base-model priceNameOf).
INSERT INTO "price_book" ("id", "version", "currency", "effectiveFrom") VALUES ('pb_2', 2, 'usd', '2026-11-02T00:00:00Z');
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion") VALUES
  ('price_2_1', 'pb_2', 'training', 'text-classifier-lstm', 500000),
  ('price_2_2', 'pb_2', 'inference', 'text-classifier-lstm', 1000000),
  ('price_2_3', 'pb_2', 'training', 'image-classifier-cnn', 100000),
  ('price_2_4', 'pb_2', 'inference', 'image-classifier-cnn', 1000000),
  ('price_2_5', 'pb_2', 'training', 'causal-lm/tiny', 1000000),
  ('price_2_6', 'pb_2', 'inference', 'causal-lm/tiny', 400000),
  ('price_2_7', 'pb_2', 'training', 'causal-lm/small', 3000000),
  ('price_2_8', 'pb_2', 'inference', 'causal-lm/small', 1000000),
  ('price_2_9', 'pb_2', 'training', 'causal-lm/medium', 8000000),
  ('price_2_10', 'pb_2', 'inference', 'causal-lm/medium', 2000000),
  ('price_2_11', 'pb_2', 'training', 'causal-lm/large', 25000000),
  ('price_2_12', 'pb_2', 'inference', 'causal-lm/large', 6000000),
  ('price_2_13', 'pb_2', 'inference', 'encoder/tiny', 50000),
  ('price_2_14', 'pb_2', 'inference', 'encoder/small', 100000),
  ('price_2_15', 'pb_2', 'inference', 'encoder/medium', 300000),
  ('price_2_16', 'pb_2', 'inference', 'encoder/large', 800000),
  ('price_2_17', 'pb_2', 'inference', 'image-classifier/tiny', 1000000),
  ('price_2_18', 'pb_2', 'inference', 'image-classifier/small', 2000000),
  ('price_2_19', 'pb_2', 'inference', 'image-classifier/medium', 4000000),
  ('price_2_20', 'pb_2', 'inference', 'image-classifier/large', 8000000);
