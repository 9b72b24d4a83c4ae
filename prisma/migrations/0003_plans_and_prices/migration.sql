-- The first price book and the plans. A later change of price is a new version in a new migration.
INSERT INTO "plan" ("code", "name", "position", "monthlyMicros", "invoiceLimitMicros", "fileSizeBytesMax",
  "trainConcurrencyMax", "requestsPerMinute", "tokensPerMinute", "storageBytesMax") VALUES
  ('free',  'Free',  0,         0,          0,  100000000, 1,   60,   60000,    1000000000),
  ('pro',   'Pro',   1,  20000000,  500000000, 1000000000, 2,  600, 1000000,   50000000000),
  ('scale', 'Scale', 2, 200000000, 5000000000, 5000000000, 8, 3000, 5000000, 1000000000000);

INSERT INTO "price_book" ("id", "version", "currency", "effectiveFrom") VALUES ('pb_1', 1, 'usd', '2026-11-01T00:00:00Z');
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion") VALUES
  ('price_1_training', 'pb_1', 'training', 'text-classifier-lstm', 500000),
  ('price_1_inference', 'pb_1', 'inference', 'text-classifier-lstm', 1000000);
