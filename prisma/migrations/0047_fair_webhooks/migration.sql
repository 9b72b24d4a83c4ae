-- What waits is claimed webhook by webhook, so that the thousands of one keep nobody else waiting.
CREATE INDEX webhook_delivery_due_of_endpoint ON "webhook_delivery" ("endpointId", "nextAttemptAt", "id")
  WHERE "state" = 'due';
DROP INDEX webhook_delivery_due;
