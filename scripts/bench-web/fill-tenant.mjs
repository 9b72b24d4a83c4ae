import pg from 'pg';

export const jobsWanted = 10_000;
export const usageWanted = 1_000_000;

/**
 * Multiplies the customer's one finished job and one charge, spread over 90 days, as the owner of the database: what the
 * product itself would have written row by row in hours. Returns the id of a job that is running for as long as asked.
 */
export async function fillTenant({ platform, customer, say }) {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  try {
    const { jobId } = customer.ids;
    const at = `now() - make_interval(secs => i * ${(90 * 86_400) / jobsWanted})`;
    await copyRows(client, {
      table: 'fine_tuning_job',
      from: { id: jobId },
      count: jobsWanted,
      with: { id: `'ftjob-bench' || i`, holdId: 'NULL', createdAt: at, queuedAt: at, startedAt: at, finishedAt: at },
    });
    say(`${jobsWanted} jobs`);
    const { rows } = await client.query(
      `SELECT id FROM "usage" WHERE "projectId" = $1 AND "eventKey" LIKE 'request:%' LIMIT 1`,
      [customer.projectId],
    );
    // Day by day at the end: a million changes of one row in one transaction would take hours.
    await client.query('SET session_replication_role = replica');
    await copyRows(client, {
      table: 'usage',
      from: { id: rows[0].id },
      count: usageWanted,
      // On credit: these are not on their way to Stripe.
      with: {
        id: `'use_bench' || i`,
        eventKey: `'bench:' || i`,
        funding: `'CREDIT'`,
        occurredAt: `now() - make_interval(secs => i * ${(90 * 86_400) / usageWanted})`,
      },
    });
    await client.query('SET session_replication_role = DEFAULT');
    await client.query(
      `INSERT INTO usage_day
       SELECT "organizationId", "projectId", ("occurredAt" AT TIME ZONE 'UTC')::date, meter, "baseModel",
         coalesce("modelId", ''), coalesce("apiKeyId", ''), coalesce("userId", ''),
         sum(tokens), sum("amountMicros"), count(*)::int
       FROM "usage" WHERE id LIKE 'use_bench%' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
       ON CONFLICT ("organizationId", "projectId", day, meter, "baseModel", "modelId", "apiKeyId", "userId")
       DO UPDATE SET tokens = usage_day.tokens + EXCLUDED.tokens,
         "amountMicros" = usage_day."amountMicros" + EXCLUDED."amountMicros", events = usage_day.events + EXCLUDED.events`,
    );
    say(`${usageWanted} usage rows`);
    await copyRows(client, {
      table: 'fine_tuning_job',
      from: { id: jobId },
      count: 1,
      with: {
        id: `'ftjob-running'`,
        status: `'RUNNING'`,
        holdId: 'NULL',
        metrics: 'NULL',
        chargedMicros: '0',
        stepsTotal: '100000',
        leaseUntil: `now() + interval '1 day'`,
        createdAt: 'now()',
        finishedAt: 'NULL',
      },
    });
    await client.query('ANALYZE');
    return { jobId: 'ftjob-running' };
  } finally {
    await client.end();
  }
}

/** `count` copies of one row; `with` gives SQL for the columns that differ, in which `i` is the number of the copy. */
async function copyRows(client, { table, from, count, with: other }) {
  const { rows } = await client.query(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const lost = Object.keys(other).find((name) => !names.includes(name));
  if (lost !== undefined) throw new Error(`${table} has no column ${lost}`);
  const values = names.map((name) => (name in other ? other[name] : `t."${name}"`));
  const columns = names.map((name) => `"${name}"`).join(', ');
  const { rowCount } = await client.query(
    `INSERT INTO "${table}" (${columns}) SELECT ${values.join(', ')}
     FROM "${table}" t CROSS JOIN generate_series(1, ${count}) i WHERE t."id" = $1`,
    [from.id],
  );
  if (rowCount !== count) throw new Error(`${table} has no row ${from.id} to copy`);
}
