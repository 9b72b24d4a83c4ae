/** What the database says about one inference job, its result and its money; past row-level security, as a superuser. */
export async function readInferenceBooks(books, jobId) {
  const one = async (sql) => (await books.query(sql, [jobId])).rows[0];
  const job = await one(`
    SELECT j.status, j.fence, j."outputFileId", j."rowsDone" + j."rowsFailed" AS rows, j."chunksTotal" AS chunks,
      (j."inputTokens" + j."outputTokens")::text AS tokens, j."chargedMicros"::text AS "chargedMicros", f.sha256
    FROM inference_job j LEFT JOIN file f ON f.id = j."outputFileId" WHERE j.id = $1`);
  const chunks = await one(`
    SELECT coalesce(sum("rowsDone" + "rowsFailed"), 0)::int AS rows FROM inference_chunk WHERE "jobId" = $1`);
  const usage = await one(`
    SELECT count(*)::int AS rows, coalesce(sum("amountMicros"), 0)::text AS micros
    FROM usage WHERE "eventKey" LIKE 'infer:' || $1 || ':%'`);
  const ledger = await one(`
    SELECT coalesce(sum(e."amountMicros"), 0)::text AS micros FROM ledger_transaction t
    JOIN ledger_entry e ON e."transactionId" = t.id AND e.account = 'REVENUE' WHERE t.key LIKE 'usage:infer:' || $1 || ':%'`);
  const hold = await one(`
    SELECT coalesce(sum("amountMicros"), 0)::text AS micros FROM hold WHERE key = 'infer:' || $1 AND state = 'HELD'`);
  return {
    ...job,
    chunkRows: chunks.rows,
    usages: usage.rows,
    usageMicros: usage.micros,
    ledgerMicros: ledger.micros,
    heldMicros: hold.micros,
  };
}
