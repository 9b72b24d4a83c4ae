-- 1. What an organization or a project means to spend in a month (UTC); with "isHard" nothing new starts beyond it.
CREATE TABLE "budget" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT,
  "amountMicros" BIGINT NOT NULL,
  "isHard" BOOLEAN NOT NULL DEFAULT false,
  "version" INTEGER NOT NULL DEFAULT 1,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "budget_pkey" PRIMARY KEY ("id"),
  CONSTRAINT budget_amount_above_0 CHECK ("amountMicros" > 0),
  -- A project has a limit of its own.
  CONSTRAINT budget_hard_for_organization CHECK (NOT "isHard" OR "projectId" IS NULL),
  CONSTRAINT "budget_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "budget_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX one_budget_for_each ON "budget" ("organizationId", coalesce("projectId", ''));
CREATE INDEX "budget_projectId_idx" ON "budget" ("projectId");

-- Told once in a month for each version of a budget.
CREATE TABLE "budget_crossing" (
  "organizationId" TEXT NOT NULL,
  "budgetId" TEXT NOT NULL,
  "budgetVersion" INTEGER NOT NULL,
  "month" DATE NOT NULL,
  "percent" INTEGER NOT NULL,
  "spentMicros" BIGINT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "budget_crossing_pkey" PRIMARY KEY ("organizationId", "budgetId", "budgetVersion", "month", "percent"),
  CONSTRAINT "budget_crossing_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "budget_crossing_budgetId_idx" ON "budget_crossing" ("budgetId");

-- 2. Buying credit by itself. Stopped: on, but a payment failed, and somebody has to look.
CREATE TABLE "auto_top_up" (
  "organizationId" TEXT NOT NULL,
  "isOn" BOOLEAN NOT NULL,
  "thresholdMicros" BIGINT NOT NULL,
  "amountMicros" BIGINT NOT NULL,
  "monthlyMaxMicros" BIGINT NOT NULL,
  "stoppedAt" TIMESTAMPTZ(3),
  "stoppedReason" TEXT,
  "version" INTEGER NOT NULL DEFAULT 1,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "auto_top_up_pkey" PRIMARY KEY ("organizationId"),
  CONSTRAINT auto_top_up_amounts CHECK ("thresholdMicros" > 0 AND "amountMicros" > 0 AND "monthlyMaxMicros" >= "amountMicros"),
  CONSTRAINT auto_top_up_stopped_with_reason CHECK (("stoppedAt" IS NULL) = ("stoppedReason" IS NULL)),
  CONSTRAINT "auto_top_up_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TYPE "TopUpState" AS ENUM ('PENDING', 'PAID', 'FAILED');
CREATE TABLE "top_up" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "amountMicros" BIGINT NOT NULL,
  "state" "TopUpState" NOT NULL DEFAULT 'PENDING',
  "paymentIntentId" TEXT,
  "reason" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finishedAt" TIMESTAMPTZ(3),
  CONSTRAINT "top_up_pkey" PRIMARY KEY ("id"),
  CONSTRAINT top_up_amount_above_0 CHECK ("amountMicros" > 0)
);
CREATE UNIQUE INDEX one_pending_top_up ON "top_up" ("organizationId") WHERE "state" = 'PENDING';
CREATE INDEX "top_up_organizationId_createdAt_idx" ON "top_up" ("organizationId", "createdAt" DESC);

-- 3. Of the mirror: the saved card, and how often an invoice was tried.
ALTER TABLE "stripe_customer" ADD COLUMN "cardBrand" TEXT, ADD COLUMN "cardLast4" TEXT;
ALTER TABLE "stripe_invoice" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "nextAttemptAt" TIMESTAMPTZ(3);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['budget', 'budget_crossing', 'auto_top_up', 'top_up'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING ("organizationId" = current_setting(''app.org'', true)) WITH CHECK ("organizationId" = current_setting(''app.org'', true))', tenant_table);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "budget" TO modelmint_app;
GRANT SELECT, DELETE ON "budget" TO modelmint_system;
GRANT SELECT, INSERT ON "budget_crossing" TO modelmint_app, modelmint_system;
GRANT SELECT, INSERT, UPDATE ON "auto_top_up" TO modelmint_app;
GRANT SELECT, UPDATE, DELETE ON "auto_top_up" TO modelmint_system;
GRANT SELECT ON "top_up" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE ON "top_up" TO modelmint_system;
