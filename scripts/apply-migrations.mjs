// Applies prisma/migrations without Prisma's engine, and keeps Prisma's own ledger, so that `prisma migrate status` agrees.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

/** The advisory lock that Prisma Migrate itself takes. */
const lock = 72_707_369;
const ledger = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Applies what is missing, in the order of the names, each migration in one transaction together with its ledger row.
 * Refuses a database with a migration that `folder` lacks (it is newer than this code), one whose text has changed
 * since, and one that failed. `connection`: discrete fields or `{ connectionString }` of the owner's login.
 * Returns the names that it applied.
 */
export async function applyMigrations({ connection, folder }) {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('SET lock_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    await client.query('RESET lock_timeout');
    await client.query(ledger);
    const { rows } = await client.query(
      'SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const missing = findMissing(migrations, rows);
    for (const migration of missing) await applyOne(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The migrations to apply. Throws when the ledger's rows do not fit the files. */
export function findMissing(migrations, rows) {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished_at } of rows) {
    const file = files.get(name);
    if (!finished_at)
      throw new Error(
        `migration ${name} failed earlier: mend it, then run prisma migrate resolve --rolled-back ${name}`,
      );
    if (!file) throw new Error(`the database is newer than this code: it has the migration ${name}`);
    if (file.checksum !== checksum) throw new Error(`migration ${name} was edited after it had been applied`);
  }
  const done = new Set(rows.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !done.has(name));
  const newest = [...done].sort().at(-1);
  const late = missing.find(({ name }) => newest !== undefined && name < newest);
  if (late) throw new Error(`migration ${late.name} sorts before ${newest}, which is applied: rename it`);
  return missing;
}

function readMigrations(folder) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return names.sort().map((name) => {
    const file = path.join(folder, name, 'migration.sql');
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    const sql = readFileSync(file, 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function applyOne(client, { name, sql, checksum }) {
  await client.query('BEGIN');
  try {
    await client.query(sql); // the simple protocol: many statements, and $$ bodies stay whole
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name}: ${error.message}${lineOf(sql, error)}`, { cause: error });
  }
}

function lineOf(sql, { position }) {
  return position === undefined ? '' : ` (line ${sql.slice(0, Number(position)).split('\n').length})`;
}

async function main() {
  const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  if (!url) throw new Error('set DATABASE_OWNER_URL to the URL of the login modelmint_owner');
  const folder = path.resolve(import.meta.dirname, '../prisma/migrations');
  const applied = await applyMigrations({ connection: { connectionString: url }, folder });
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'nothing to apply\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
