-- The operator can stop an organization and say why; only the system login writes it.
ALTER TABLE "organization"
  ADD COLUMN "suspendedAt" TIMESTAMPTZ(3),
  ADD COLUMN "suspendedReason" TEXT,
  ADD CONSTRAINT organization_suspended_with_reason
    CHECK (("suspendedAt" IS NULL) = ("suspendedReason" IS NULL));
CREATE INDEX "organization_createdAt_id_idx" ON "organization" ("createdAt", "id");

-- Why credit was given, in the words of the operator.
ALTER TABLE "credit_grant" ADD COLUMN "reason" TEXT;
