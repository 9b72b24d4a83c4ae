/** What the database says about one job and its money; past row-level security, as a superuser. */
export async function readBooks(books, jobId) {
  const one = async (sql) => (await books.query(sql, [jobId])).rows[0];
  const job =
    await one(`SELECT status, fence, attempts, "stepsTotal" AS steps, metrics, "trainedTokens"::text AS tokens,
    "rateMicros"::text AS rate FROM fine_tuning_job WHERE id = $1`);
  const usage = await one(`SELECT count(*)::int AS rows, coalesce(sum("amountMicros"), 0)::text AS micros,
    coalesce(sum(tokens), 0)::text AS tokens FROM usage WHERE "eventKey" LIKE 'job:' || $1 || '%'`);
  const { rows: ledger } = await books.query(
    `SELECT t.key, e.account, e."amountMicros"::text AS "amountMicros" FROM ledger_transaction t
     JOIN ledger_entry e ON e."transactionId" = t.id WHERE t.key LIKE '%' || $1 || '%' ORDER BY e.id`,
    [jobId],
  );
  const models = await one('SELECT count(*)::int AS rows FROM model WHERE "jobId" = $1');
  const late = await one(`SELECT count(*)::int AS rows FROM job_event a WHERE a."jobId" = $1 AND EXISTS (
    SELECT 1 FROM job_event b WHERE b."jobId" = a."jobId" AND b.sequence < a.sequence AND b.fence > a.fence AND a.fence > 0)`);
  const positive = ledger.filter(({ amountMicros }) => BigInt(amountMicros) > 0n);
  return {
    ...job,
    tokens: job.tokens,
    accuracy: `accuracy ${job.metrics?.accuracy}`,
    metrics: JSON.stringify(job.metrics),
    models: models.rows,
    usages: usage.rows,
    usageMicros: usage.micros,
    expectedMicros: rate(BigInt(job.tokens), BigInt(job.rate)).toString(),
    ledger,
    ledgerMicros: positive.reduce((sum, { amountMicros }) => sum + BigInt(amountMicros), 0n).toString(),
    lateWrites: late.rows,
  };
}

/** Tokens at micro-USD per million, rounded half to even: the price book's rule, written apart from the product's. */
function rate(tokens, perMillion) {
  const exact = tokens * perMillion;
  const [floor, rest] = [exact / 1_000_000n, exact % 1_000_000n];
  if (rest > 500_000n || (rest === 500_000n && floor % 2n === 1n)) return floor + 1n;
  return floor;
}
