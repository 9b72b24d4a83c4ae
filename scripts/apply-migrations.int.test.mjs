import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { applyMigrations } from './apply-migrations.mjs';
import { createLogins } from './services/create-logins.mjs';

describe('applyMigrations', () => {
  const { superuser, passwords } = inject('testServices');
  const database = `modelmint_test_migrations_${process.pid}`;
  let folder;
  let connection;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-migrations-'));
    const { owner } = await createLogins({ superuser, database, passwords });
    connection = owner;
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await ask(`DROP DATABASE ${database} WITH (FORCE)`, superuser);
  });

  const write = (name, sql) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  };
  const apply = () => applyMigrations({ connection, folder });
  const ask = async (statement, as = connection) => {
    const client = new pg.Client({ ...as });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const ledger = () =>
    ask('SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY name');

  it('applies in the order of the names, once', async () => {
    write('0002_fill', 'INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)');
    write('0001_make', 'CREATE TABLE a (id int)');
    expect(await apply()).toEqual(['0001_make', '0002_fill']);
    expect(await apply()).toEqual([]);
    expect(await ask('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 2 }]);
    expect(await ledger()).toEqual([
      { name: '0001_make', done: true },
      { name: '0002_fill', done: true },
    ]);
  });

  it('keeps bodies in $$ whole and works as the owner, who is no superuser', async () => {
    write('0001_function', 'CREATE FUNCTION one() RETURNS int AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql;');
    await apply();
    expect(
      await ask('SELECT one() AS one, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super'),
    ).toEqual([{ one: 1, super: false }]);
  });

  it('applies once when two start together', async () => {
    write('0001_make', 'CREATE TABLE a (id int); SELECT pg_sleep(0.2)');
    const both = await Promise.all([apply(), apply()]);
    expect(both.flat()).toEqual(['0001_make']);
  });

  it('rolls a failing migration back whole, names its line, and goes on once it is mended', async () => {
    write('0001_make', 'CREATE TABLE a (id int)');
    write('0002_bad', 'INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);');
    await expect(apply()).rejects.toThrow(/0002_bad: relation "b" does not exist \(line 2\)/);
    expect(await ledger()).toEqual([{ name: '0001_make', done: true }]);
    expect(await ask('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 0 }]);
    write('0002_bad', 'INSERT INTO a VALUES (1)');
    expect(await apply()).toEqual(['0002_bad']);
  });

  it.each([
    ['was edited', () => write('0001_make', 'CREATE TABLE a (id bigint)'), /0001_make was edited/],
    [
      'is not known here',
      () => rmSync(path.join(folder, '0002_more'), { recursive: true }),
      /newer than this code.*0002_more/,
    ],
    ['sorts before an applied one', () => write('0001_late', 'SELECT 1'), /0001_late sorts before 0002_more/],
    ['has no file', () => mkdirSync(path.join(folder, '0003_empty')), /migration.sql is missing/],
  ])('refuses when a migration %s', async (_, change, refusal) => {
    write('0001_make', 'CREATE TABLE a (id int)');
    write('0002_more', 'CREATE TABLE b (id int)');
    await apply();
    change();
    await expect(apply()).rejects.toThrow(refusal);
  });

  it('refuses after a migration that Prisma recorded as failed', async () => {
    write('0001_make', 'CREATE TABLE a (id int)');
    await apply();
    await ask('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(apply()).rejects.toThrow(/0001_make failed earlier/);
  });
});
