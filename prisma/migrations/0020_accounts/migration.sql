-- How people sign in: sessions that can be told apart, second factors, passkeys, identities of other services.

-- A session has a public id (its key is the hash of the cookie), and knows from where and how it began.
ALTER TABLE "session"
  ADD COLUMN "id" TEXT,
  ADD COLUMN "address" TEXT,
  ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password',
  ADD COLUMN "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "session" SET "id" = 'sess_' || substr(md5("sessionToken"), 1, 24), "confirmedAt" = "createdAt";
ALTER TABLE "session" ALTER COLUMN "id" SET NOT NULL;
-- Whoever writes a session without naming it still gets one that can be named.
ALTER TABLE "session" ALTER COLUMN "id" SET DEFAULT 'sess_' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 24);
CREATE UNIQUE INDEX "session_id_key" ON "session" ("id");

ALTER TYPE "EmailTokenKind" ADD VALUE 'SIGN_IN';

-- One wish at a time for each person; it is done once both addresses have said yes.
CREATE TABLE "email_change" (
  "userId" TEXT NOT NULL,
  "newEmail" TEXT NOT NULL,
  "oldTokenHash" TEXT NOT NULL,
  "newTokenHash" TEXT NOT NULL,
  "oldConfirmedAt" TIMESTAMPTZ(3),
  "newConfirmedAt" TIMESTAMPTZ(3),
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "email_change_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "email_change_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "email_change_oldTokenHash_key" ON "email_change" ("oldTokenHash");
CREATE UNIQUE INDEX "email_change_newTokenHash_key" ON "email_change" ("newTokenHash");

-- Codes from an app. `lastStep` is the newest period whose code was taken: no code works twice.
CREATE TABLE "two_factor" (
  "userId" TEXT NOT NULL,
  "sealedSecret" TEXT NOT NULL,
  "confirmedAt" TIMESTAMPTZ(3),
  "lastStep" BIGINT NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "two_factor_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "two_factor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "recovery_code" (
  "userId" TEXT NOT NULL,
  "codeHash" TEXT NOT NULL,
  "usedAt" TIMESTAMPTZ(3),
  CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("userId", "codeHash"),
  CONSTRAINT "recovery_code_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "passkey" (
  "id" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "credentialId" TEXT NOT NULL,
  "publicKey" BYTEA NOT NULL,
  "counter" BIGINT NOT NULL DEFAULT 0,
  "transports" TEXT[] NOT NULL DEFAULT '{}',
  "name" TEXT NOT NULL,
  "isBackedUp" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastUsedAt" TIMESTAMPTZ(3),
  CONSTRAINT "passkey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "passkey_credentialId_key" ON "passkey" ("credentialId");
CREATE INDEX "passkey_userId_idx" ON "passkey" ("userId");

-- Half a sign-in, bound to one browser by its cookie: second factor, ceremony of a passkey, way to another service.
CREATE TABLE "sign_in_challenge" (
  "tokenHash" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "userId" TEXT,
  "data" JSONB NOT NULL DEFAULT '{}',
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "sign_in_challenge_pkey" PRIMARY KEY ("tokenHash"),
  CONSTRAINT "sign_in_challenge_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "sign_in_challenge_userId_idx" ON "sign_in_challenge" ("userId");
CREATE INDEX "sign_in_challenge_expiresAt_idx" ON "sign_in_challenge" ("expiresAt");

-- Who somebody is at another service. `provider`: github, google, or the id of an organization's connection.
CREATE TABLE "linked_identity" (
  "provider" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastUsedAt" TIMESTAMPTZ(3),
  CONSTRAINT "linked_identity_pkey" PRIMARY KEY ("provider", "subject"),
  CONSTRAINT "linked_identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "linked_identity_userId_provider_key" ON "linked_identity" ("userId", "provider");

GRANT SELECT, INSERT, UPDATE, DELETE ON "email_change", "two_factor", "recovery_code", "passkey", "sign_in_challenge",
  "linked_identity" TO modelmint_system;

-- Single sign-on of an organization. A domain belongs to whoever has proved it, to one organization at most.
CREATE TABLE "sso_connection" (
  "id" TEXT NOT NULL,
  "organizationId" TEXT NOT NULL,
  "issuer" TEXT NOT NULL,
  "clientId" TEXT NOT NULL,
  "sealedSecret" TEXT NOT NULL,
  "domain" TEXT NOT NULL,
  "domainToken" TEXT NOT NULL,
  "domainVerifiedAt" TIMESTAMPTZ(3),
  "defaultRole" "Role" NOT NULL DEFAULT 'MEMBER',
  "isEnforced" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "sso_connection_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sso_connection_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT sso_enforced_only_where_proved CHECK (NOT "isEnforced" OR "domainVerifiedAt" IS NOT NULL),
  CONSTRAINT sso_makes_no_owners CHECK ("defaultRole" NOT IN ('OWNER', 'ADMIN'))
);
CREATE UNIQUE INDEX "sso_connection_organizationId_key" ON "sso_connection" ("organizationId");
CREATE UNIQUE INDEX sso_one_proved_domain ON "sso_connection" ("domain") WHERE "domainVerifiedAt" IS NOT NULL;

ALTER TABLE "sso_connection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sso_connection" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "sso_connection" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "sso_connection" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_connection" TO modelmint_app;
GRANT SELECT ON "sso_connection" TO modelmint_system;
