import pg from 'pg';

/** Whatever stood there, with markup, what closes an attribute, and signs that turn or hide text. */
const spoiled = `<img src=x onerror=alert(1)>"'</script>{{7*7}}\u202egnp.exe\u200b`;

/** What people write and others read, by table; more than the product lets in today. */
const texts = {
  organization: ['name', 'suspendedReason'],
  project: ['name'],
  user: ['name'],
  session: ['userAgent'],
  passkey: ['name'],
  api_key: ['name'],
  file: ['name'],
  dataset: ['name'],
  inference_job: ['name', 'errorMessage'],
  evaluation: ['name'],
  fine_tuning_job: ['errorMessage'],
  job_event: ['message'],
  job_tag: ['tag'],
  playground_run: ['title'],
  webhook_endpoint: ['description'],
  webhook_delivery: ['error'],
  notification: ['targetName'],
  credit_grant: ['reason'],
  base_model: ['reason'],
  announcement: ['text', 'textChinese'],
  incident: ['title'],
  incident_update: ['text'],
  mail: ['subject', 'text'],
};

/** Writes it into every row of a platform that is for trial only: no page may run, load or be turned by any of it. */
export async function spoilNames({ superuserUrl }) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    await client.query('SET session_replication_role = replica');
    for (const [table, columns] of Object.entries(texts))
      for (const column of columns) {
        if (!rows.some((row) => row.table === table && row.column === column))
          throw new Error(`${table} has no column ${column}`);
        await client.query(`UPDATE "${table}" SET "${column}" = "${column}" || $1`, [spoiled]);
      }
  } finally {
    await client.end();
  }
}
