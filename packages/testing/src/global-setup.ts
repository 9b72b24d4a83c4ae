import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { env } from './env.ts';
import { type DatabaseConnection, loadServices, migrationsFolder, type Services, toolFolder } from './load-services.ts';
import type {} from './test-services.ts';

const prefix = 'modelmint-test-';
const say = (line: string) => process.stderr.write(`${line}\n`);
const secret = () => randomBytes(12).toString('hex');
/** Nothing of a test outlives its run, so nothing needs to reach the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** Once per run: PostgreSQL with a migrated template database, and Redis where it can be had. Returns the teardown. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const services = await loadServices();
  await removeLeftovers(services);
  const folder = path.join(os.tmpdir(), `${prefix}${process.pid}`);
  const databaseUrl = env().testDatabaseUrl;
  const dataFolder = path.join(folder, 'postgres');
  const postgres = await services.startPostgres({ dataFolder, port: 41_500, log: say, settings, databaseUrl });
  const templateDatabase = `modelmint_template_${secret()}`;
  const stops: (() => Promise<void>)[] = [];
  const tearDown = async () => {
    for (const stop of stops) await stop();
    if (databaseUrl) await dropDatabase(postgres, templateDatabase);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const passwords = { owner: secret(), app: secret(), system: secret() };
    const { owner } = await services.createLogins({ superuser: postgres, database: templateDatabase, passwords });
    await services.applyMigrations({ connection: owner, folder: migrationsFolder });
    await services.prepareQueue({ owner });
    const redis = await startRedis(services, path.join(folder, 'redis'));
    if (redis) stops.push(() => redis.stop());
    const { host, port, user, password, database } = postgres;
    project.provide('testServices', {
      superuser: { host, port, user, password, database },
      passwords,
      templateDatabase,
      ...(redis ? { redisUrl: redis.url } : {}),
    });
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function startRedis(services: Services, dataFolder: string) {
  const redis = await services.startRedis({ dataFolder, toolFolder, log: say, redisUrl: env().redisUrl });
  if (redis) return redis;
  const reason = 'no Redis here (REDIS_URL, redis-server, the Python index): the tests of its backend do not run';
  if (env().isCi) throw new Error(reason);
  say(`SKIPPED: ${reason}`);
  return undefined;
}

/** Stops the servers of earlier runs whose process was killed, and removes their data. */
async function removeLeftovers({ startPostgres, startRedis: adoptRedis }: Services): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length)))) continue;
    const postgres = path.join(os.tmpdir(), name, 'postgres');
    if (existsSync(path.join(postgres, 'cluster/postmaster.pid')))
      await (await startPostgres({ dataFolder: postgres, log: say, databaseUrl: '' })).stop();
    const redis = path.join(os.tmpdir(), name, 'redis');
    if (existsSync(path.join(redis, 'redis.json')))
      await (await adoptRedis({ dataFolder: redis, toolFolder, log: say, redisUrl: '' }))?.stop();
    rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function dropDatabase(superuser: DatabaseConnection, database: string): Promise<void> {
  const { host, port, user, password } = superuser;
  const client = new pg.Client({ host, port, user, password, database: superuser.database });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await client.end();
}
