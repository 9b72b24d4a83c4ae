-- A comparison that fails each time ends with a reason, and waits between its attempts.
ALTER TABLE "evaluation_comparison"
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "nextAttemptAt" TIMESTAMPTZ(3);
