-- The third price book: what the second has, and the templates for tables, recommendations and language models from scratch.
-- Tables are priced by the cells that are read, recommendations by interactions trained on and items answered.
INSERT INTO "price_book" ("id", "version", "currency", "effectiveFrom") VALUES ('pb_3', 3, 'usd', '2026-11-03T00:00:00Z');
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion")
  SELECT replace("id", 'price_2_', 'price_3_'), 'pb_3', "meter", "baseModel", "microsPerMillion" FROM "price" WHERE "priceBookId" = 'pb_2';
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion") VALUES
  ('price_3_21', 'pb_3', 'training', 'tabular-mlp', 50000),
  ('price_3_22', 'pb_3', 'inference', 'tabular-mlp', 1000000),
  ('price_3_23', 'pb_3', 'training', 'recommender-mf', 20000),
  ('price_3_24', 'pb_3', 'inference', 'recommender-mf', 2000000),
  ('price_3_25', 'pb_3', 'training', 'language-model-lstm', 500000),
  ('price_3_26', 'pb_3', 'inference', 'language-model-lstm', 400000),
  ('price_3_27', 'pb_3', 'training', 'language-model-llama', 1000000),
  ('price_3_28', 'pb_3', 'inference', 'language-model-llama', 400000);
