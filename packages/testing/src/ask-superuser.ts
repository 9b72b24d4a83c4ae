import pg from 'pg';
import type { TestDatabase } from './clone-database.ts';

/** One statement past every policy and grant: to look, and to plant what no login of ours could write. */
export async function askSuperuser(
  { superuser }: Pick<TestDatabase, 'superuser'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...superuser });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
