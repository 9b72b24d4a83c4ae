import pg from 'pg';

/**
 * A table that each page reads for itself, by the page's name in page-list.mjs; its frame does not. A page whose table is
 * locked shows how it waits, and one whose table is gone shows its error.
 */
export const pageReads = {
  overview: 'request',
  data: 'dataset_version',
  'data-new': 'file',
  dataset: 'dataset_version',
  'fine-tuning': 'job_tag',
  'fine-tuning-new': 'dataset_version',
  job: 'job_event',
  'job-compare': 'job_event',
  models: 'model',
  model: 'model',
  'base-models': 'base_model',
  'base-model': 'base_model',
  endpoints: 'endpoint',
  endpoint: 'request',
  playground: 'model',
  'playground-run': 'playground_run',
  inference: 'inference_job',
  'inference-new': 'file',
  'inference-job': 'inference_job',
  evaluations: 'evaluation',
  'evaluation-new': 'dataset_version',
  evaluation: 'evaluation',
  'evaluation-compare': 'evaluation_comparison',
  usage: 'usage_day',
  'api-keys': 'api_key',
  'account-security': 'passkey',
  billing: 'stripe_invoice',
  'total-usage': 'usage_day',
  audit: 'audit_entry',
  members: 'invitation',
  'notification-choices': 'notification_choice',
  webhooks: 'webhook_endpoint',
  webhook: 'webhook_delivery',
  operator: 'worker',
  'operator-prices': 'price_book',
  'operator-revenue': 'work_day',
};

/** The owner of the tables, who can lock one and take it away; `end()` when done. */
export async function openTables({ superuserUrl }) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  return {
    whileLocked: (table, look) => whileLocked(client, table, look),
    whileGone: (table, look) => whileGone(client, table, look),
    end: () => client.end(),
  };
}

/** Runs `look` while nobody can read the table, as when the database is slow. */
async function whileLocked(client, table, look) {
  await client.query('BEGIN');
  try {
    await client.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
    return await look();
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Runs `look` while the table is not there, as after a migration that went wrong. */
async function whileGone(client, table, look) {
  const away = `${table}_away`;
  await client.query(`ALTER TABLE "${table}" RENAME TO "${away}"`);
  try {
    return await look();
  } finally {
    await client.query(`ALTER TABLE "${away}" RENAME TO "${table}"`);
  }
}
