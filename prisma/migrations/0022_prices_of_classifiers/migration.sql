-- The fourth price book: what the third has, and the tuning of encoders and vision checkpoints, by kind and size.
-- Texts are priced by the words of the data, images by their 8×8 squares, each time that they are trained on.
INSERT INTO "price_book" ("id", "version", "currency", "effectiveFrom") VALUES ('pb_4', 4, 'usd', '2026-11-04T00:00:00Z');
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion")
  SELECT replace("id", 'price_3_', 'price_4_'), 'pb_4', "meter", "baseModel", "microsPerMillion" FROM "price" WHERE "priceBookId" = 'pb_3';
INSERT INTO "price" ("id", "priceBookId", "meter", "baseModel", "microsPerMillion") VALUES
  ('price_4_29', 'pb_4', 'training', 'encoder/tiny', 600000),
  ('price_4_30', 'pb_4', 'training', 'encoder/small', 1500000),
  ('price_4_31', 'pb_4', 'training', 'encoder/medium', 4000000),
  ('price_4_32', 'pb_4', 'training', 'encoder/large', 12000000),
  ('price_4_33', 'pb_4', 'training', 'image-classifier/tiny', 200000),
  ('price_4_34', 'pb_4', 'training', 'image-classifier/small', 600000),
  ('price_4_35', 'pb_4', 'training', 'image-classifier/medium', 2000000),
  ('price_4_36', 'pb_4', 'training', 'image-classifier/large', 6000000);
