-- A call that writes text is billed for what it reads and what it writes; the two are shown apart.
ALTER TABLE "request" ADD COLUMN "outputTokens" INTEGER NOT NULL DEFAULT 0;
