import pg from 'pg';

/** As if somebody had signed in eleven minutes ago, in each of their browsers: what is dangerous asks again after ten. */
export async function ageSignIns({ systemUrl, email }) {
  const client = new pg.Client({ connectionString: systemUrl });
  await client.connect();
  try {
    await client.query(
      `UPDATE session SET "confirmedAt" = now() - interval '11 minutes'
       WHERE "userId" = (SELECT id FROM "user" WHERE email = $1)`,
      [email],
    );
  } finally {
    await client.end();
  }
}
