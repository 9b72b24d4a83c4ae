-- What Prisma's schema cannot say: logins, row-level security, append-only tables, partial indexes, invariants.
-- packages/db/src/catalogue.int.test.ts asserts all of it against pg_catalog.

DO $$
DECLARE login text;
BEGIN
  FOREACH login IN ARRAY ARRAY['modelmint_app', 'modelmint_system'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', login);
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO modelmint_app, modelmint_system;

-- 1. Tenant tables: one policy for the tenant, one for the system login; FORCEd, so that no owner is exempt.
DO $$
DECLARE
  tenant_table text;
  rule text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY[
    'organization', 'member', 'project', 'api_key', 'idempotent_answer', 'file', 'dataset', 'dataset_version',
    'fine_tuning_job', 'job_event', 'checkpoint', 'model', 'endpoint', 'request', 'wallet', 'hold',
    'ledger_transaction', 'ledger_entry', 'credit_grant', 'usage', 'usage_hour', 'meter_event',
    'stripe_customer', 'stripe_subscription', 'stripe_invoice', 'checkout_attempt'
  ] LOOP
    rule := CASE tenant_table
      WHEN 'organization' THEN '"id" = current_setting(''app.org'', true)'
      ELSE '"organizationId" = current_setting(''app.org'', true)' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I FOR ALL TO modelmint_app USING (%s) WITH CHECK (%s)', tenant_table, rule, rule);
    EXECUTE format('CREATE POLICY system ON %I FOR ALL TO modelmint_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;

-- 2. Grants: what is not listed here is refused.
GRANT SELECT, UPDATE ("name") ON "organization" TO modelmint_app;
GRANT SELECT ON "member", "usage_hour", "meter_event", "stripe_subscription", "stripe_invoice",
  "price_book", "price", "plan" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE ON "project", "api_key", "fine_tuning_job", "model", "wallet", "hold",
  "stripe_customer", "checkout_attempt" TO modelmint_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotent_answer", "file", "dataset", "dataset_version",
  "checkpoint", "endpoint" TO modelmint_app;
GRANT SELECT, INSERT ON "job_event", "request", "ledger_transaction", "ledger_entry", "credit_grant", "usage" TO modelmint_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON "user", "password", "session", "email_token", "sign_in_delay", "rate_limit",
  "mail", "setting", "worker", "webhook_inbox", "ledger_check" TO modelmint_system;
GRANT SELECT ON "price_book", "price", "plan", "file", "dataset", "checkpoint", "model", "endpoint", "request" TO modelmint_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON "member", "usage_hour", "meter_event", "stripe_customer", "stripe_subscription",
  "stripe_invoice", "checkout_attempt" TO modelmint_system;
GRANT SELECT, INSERT, UPDATE ON "organization", "project", "wallet", "hold" TO modelmint_system;
GRANT SELECT, UPDATE ON "api_key", "dataset_version", "fine_tuning_job" TO modelmint_system;
GRANT SELECT, INSERT ON "job_event", "ledger_transaction", "ledger_entry", "credit_grant" TO modelmint_system;
GRANT SELECT, UPDATE ("billHour") ON "usage" TO modelmint_system;
GRANT SELECT, DELETE ON "idempotent_answer" TO modelmint_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO modelmint_app, modelmint_system;

-- 3. Append-only: money and usage are corrected by new rows.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: write a new row that reverses the old one', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger_transaction" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON "usage" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_but_bill_hour BEFORE UPDATE ON "usage" FOR EACH ROW
  WHEN (OLD."billHour" IS NOT NULL OR (to_jsonb(OLD) - 'billHour') IS DISTINCT FROM (to_jsonb(NEW) - 'billHour'))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "price" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "price_book" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 4. The entries of a ledger transaction add up to 0, judged at commit.
CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total bigint;
BEGIN
  SELECT coalesce(sum("amountMicros"), 0) INTO total FROM "ledger_entry" WHERE "transactionId" = NEW."transactionId";
  IF total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % is off by % micro-USD', NEW."transactionId", total USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON "ledger_entry" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();

-- 5. A dataset version that was counted stays as it was counted.
CREATE TRIGGER immutable_when_counted BEFORE UPDATE ON "dataset_version" FOR EACH ROW
  WHEN (OLD."status" IN ('READY', 'INVALID')) EXECUTE FUNCTION refuse_change();

-- 6. Bounds that hold whatever the code does.
ALTER TABLE "wallet" ADD CONSTRAINT wallet_held_not_negative CHECK ("heldCreditMicros" >= 0 AND "heldInvoiceMicros" >= 0);
ALTER TABLE "hold" ADD CONSTRAINT hold_amount_not_negative CHECK ("amountMicros" >= 0 AND coalesce("settledMicros", 0) >= 0);
ALTER TABLE "usage" ADD CONSTRAINT usage_not_negative CHECK ("tokens" >= 0 AND "amountMicros" >= 0 AND "rateMicros" >= 0);
ALTER TABLE "usage" ADD CONSTRAINT usage_not_from_the_future CHECK ("occurredAt" <= now() + interval '5 minutes');

-- 7. Partial keys and the indexes of the queue.
CREATE UNIQUE INDEX one_live_subscription ON "stripe_subscription" ("organizationId")
  WHERE "status" IN ('active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete');
CREATE UNIQUE INDEX one_open_checkout ON "checkout_attempt" ("organizationId", "kind") WHERE "state" = 'OPEN';
CREATE INDEX job_queued ON "fine_tuning_job" ("queuedAt") WHERE "status" = 'QUEUED';
CREATE INDEX job_running ON "fine_tuning_job" ("leaseUntil") WHERE "status" = 'RUNNING';
CREATE INDEX dataset_version_open ON "dataset_version" ("createdAt") WHERE "status" IN ('PENDING', 'VALIDATING');
CREATE INDEX usage_unbilled ON "usage" ("organizationId") WHERE "billHour" IS NULL AND "funding" = 'INVOICE';
CREATE INDEX usage_by_bill_hour ON "usage" ("organizationId", "meter", "billHour") WHERE "billHour" IS NOT NULL;
CREATE INDEX meter_event_due ON "meter_event" ("nextAttemptAt") WHERE "state" IN ('PENDING', 'SENDING', 'AMBIGUOUS');
CREATE INDEX webhook_due ON "webhook_inbox" ("nextAttemptAt") WHERE "processedAt" IS NULL;
CREATE INDEX hold_open ON "hold" ("expiresAt") WHERE "state" = 'HELD';

-- 8. Losing the buckets refills them, nothing else.
ALTER TABLE "rate_limit" SET UNLOGGED;
