import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from './clone-database.ts';

describe('cloneDatabase', () => {
  const clones: TestDatabase[] = [];
  beforeAll(async () => {
    clones.push(...(await Promise.all([cloneDatabase(), cloneDatabase()])));
  });
  afterAll(async () => {
    await Promise.all(clones.map((clone) => clone.drop()));
  });

  const ask = async (connectionString: string, statement: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const clone = (index: number): TestDatabase => {
    const found = clones[index];
    if (!found) throw new Error(`clone ${index} was not made`);
    return found;
  };

  it('holds every migration and the schema of the queue', async () => {
    const [row] = await ask(
      clone(0).ownerUrl,
      `SELECT (SELECT count(*)::int FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migrations,
              to_regclass('bullmq.job') IS NOT NULL AS queue`,
    );
    expect(row).toEqual({ migrations: expect.any(Number), queue: true });
    expect(row.migrations).toBeGreaterThan(0);
  });

  it.each(['appUrl', 'systemUrl'] as const)('%s is a plain login that row-level security binds', async (url) => {
    const [row] = await ask(
      clone(0)[url],
      'SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS strong FROM pg_roles WHERE rolname = current_user',
    );
    expect(row).toEqual({ strong: false });
  });

  it('shares nothing with another clone', async () => {
    await ask(clone(0).ownerUrl, 'CREATE TABLE only_here (id int)');
    const [row] = await ask(clone(1).ownerUrl, "SELECT to_regclass('only_here') AS found");
    expect(row).toEqual({ found: null });
  });

  it('drops with sessions still open', async () => {
    const extra = await cloneDatabase();
    const client = new pg.Client({ connectionString: extra.appUrl });
    const gone = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await extra.drop();
    expect(String(await gone)).toMatch(/terminat/i);
    await expect(ask(extra.appUrl, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});
