import { runMigrations } from 'bullmq';
import pg from 'pg';
import { connectionOf } from './create-logins.mjs';

const users = 'modelmint_app, modelmint_system';

/** Brings the schema `bullmq` up to date and lets the two working logins use it. `owner`: modelmint_owner's connection. */
export async function prepareQueue({ owner }) {
  const client = new pg.Client({ ...connectionOf(owner), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await runMigrations(client);
    await client.query(`
      GRANT USAGE ON SCHEMA bullmq TO ${users};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO ${users};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA bullmq TO ${users};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO ${users};`);
  } finally {
    await client.end();
  }
}
