-- Takes from several token buckets at once: from all of them, or from none when one holds too little.
-- One statement for its caller. Rows are locked in the order of their keys, so that two calls never wait in a ring.
-- A negative cost gives back. The clock is read once the locks are held: an earlier one would refill a bucket twice.
CREATE FUNCTION take_tokens(asked text[], costs float8[], capacities float8[], per_second float8[])
RETURNS TABLE ("bucket" text, "isAllowed" boolean, "left" float8, "missing" float8)
LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz;
BEGIN
  INSERT INTO "rate_limit" ("key", "tokens", "refilledAt")
    SELECT a.key, a.capacity, clock_timestamp() FROM unnest(asked, capacities) AS a(key, capacity) ORDER BY a.key
    ON CONFLICT DO NOTHING;
  PERFORM 1 FROM "rate_limit" r WHERE r."key" = ANY (asked) ORDER BY r."key" FOR UPDATE;
  moment := clock_timestamp();
  RETURN QUERY
    WITH full_now AS (
      SELECT a.key, a.cost, a.capacity,
        least(a.capacity, r."tokens" + a.rate * greatest(0, extract(epoch FROM moment - r."refilledAt"))) AS tokens
      FROM unnest(asked, costs, capacities, per_second) AS a(key, cost, capacity, rate)
      JOIN "rate_limit" r ON r."key" = a.key
    ), verdict AS (
      SELECT bool_and(f.cost <= f.tokens OR f.cost <= 0) AS allowed FROM full_now f
    ), moved AS (
      UPDATE "rate_limit" r SET "refilledAt" = greatest(moment, r."refilledAt"),
        "tokens" = CASE WHEN v.allowed THEN least(f.capacity, f.tokens - f.cost) ELSE f.tokens END
      FROM full_now f, verdict v WHERE r."key" = f.key
      RETURNING r."key", r."tokens"
    )
    SELECT m."key", v.allowed, m."tokens", greatest(0, CASE WHEN v.allowed THEN 0 ELSE f.cost - f.tokens END)
    FROM moved m JOIN full_now f ON f.key = m."key", verdict v;
END $$;
