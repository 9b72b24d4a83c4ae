import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type DatabaseConnection, type Logins, loadServices } from './load-services.ts';
import { testServices } from './test-services.ts';

/** A database of its own with every migration applied, the schema of the queue included, and nothing else. */
export interface TestDatabase {
  appUrl: string;
  systemUrl: string;
  ownerUrl: string;
  /** The same three logins as discrete fields, each with its `url`. */
  logins: Logins;
  /** Sees and may do everything, past row-level security: for looking and for planting faults. */
  superuser: DatabaseConnection;
  /** Ends all sessions and removes the database. */
  drop(): Promise<void>;
}

/** Copies the migrated template of this run. One for each test file; each test makes its own tenant in it. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { superuser, passwords, templateDatabase } = testServices();
  const database = `modelmint_test_${randomBytes(6).toString('hex')}`;
  await runAs(superuser, `CREATE DATABASE ${database} TEMPLATE ${templateDatabase} OWNER modelmint_owner`);
  const { loginsFor } = await loadServices();
  const logins = loginsFor({ host: superuser.host, port: superuser.port, database, passwords });
  return {
    appUrl: logins.app.url,
    systemUrl: logins.system.url,
    ownerUrl: logins.owner.url,
    logins,
    superuser: { ...superuser, database },
    drop: () => runAs(superuser, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function runAs(connection: DatabaseConnection, statement: string): Promise<void> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
