import { setTimeout as pause } from 'node:timers/promises';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { type ConnectionOptions, createPostgresBackend, createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { QueueConnection, QueueDatabase, QueueLog } from './queue-connection.ts';

/** Reconnects often enough that the first job runs within 3 s of the return of Redis. */
const redisPauseMsMax = 1_000;
const failurePauseMs = 250;

export interface BackendNeeds {
  /** A producer gives up soon; a worker waits until its backend is back. */
  role: 'producer' | 'worker';
  connectionsMax: number;
  log: QueueLog;
}

/** One connection to Redis or one pool to PostgreSQL, with what BullMQ needs to use it. */
export interface QueueBackend {
  kind: 'redis' | 'postgres';
  /** Spread into the options of a BullMQ Queue or Worker. */
  options: { connection: ConnectionOptions; prefix: string };
  factory: typeof createRedisBackend;
  /** Resolves once the backend answers and is fit to hold jobs. */
  check(): Promise<void>;
  /** Connects anew: after a lost answer, Redis would take the next one for it. */
  renew(): void;
  close(): Promise<void>;
}

export function openBackend(connection: QueueConnection, needs: BackendNeeds): QueueBackend {
  if (connection.redisUrl !== undefined) return openRedis(connection.redisUrl, needs);
  if (connection.database !== undefined) return openPostgres(connection.database, needs);
  throw new AppError('internal_error', 'The queue needs either a Redis URL or a database.');
}

function openRedis(url: string, { role, log }: BackendNeeds): QueueBackend {
  const client = new Redis(url, {
    maxRetriesPerRequest: role === 'worker' ? null : 1,
    ...(role === 'producer' ? { commandTimeout: 2_000 } : {}),
    retryStrategy: (tries) => Math.min(50 * tries, redisPauseMsMax),
  });
  client.on('error', (error: Error) => log.warn({ error: error.message }, 'queue: Redis does not answer'));
  return {
    kind: 'redis',
    options: { connection: client, prefix: 'modelmint' },
    factory: createRedisBackend,
    check: async () => {
      const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
      if (policy !== 'noeviction') throw evictingRedis(policy);
    },
    renew: () => client.disconnect(true),
    close: async () => {
      client.disconnect();
    },
  };
}

/** A Redis that evicts drops jobs silently when it is full: refused, whoever configured it. */
export function evictingRedis(policy: string | undefined): AppError {
  return new AppError(
    'queue_unavailable',
    `Redis may drop jobs: its maxmemory-policy is "${policy ?? 'unknown'}". Set it to noeviction (redis-cli config set maxmemory-policy noeviction).`,
    { retryable: false },
  );
}

function openPostgres(database: QueueDatabase, { role, connectionsMax, log }: BackendNeeds): QueueBackend {
  const { host, port, user, password, database: name } = database;
  // BullMQ's own loader of pg needs CommonJS, so the pool is built here, and with it the search path.
  const pool = new pg.Pool({
    host,
    port,
    user,
    password,
    database: name,
    max: connectionsMax,
    options: '-c search_path=bullmq',
    connectionTimeoutMillis: 2_000,
    query_timeout: role === 'worker' ? 10_000 : 2_500,
    keepAlive: true,
    application_name: 'modelmint-queue',
  });
  if (role === 'worker') pauseAfterFailure(pool);
  pool.on('error', (error) => log.warn({ error: error.message }, 'queue: PostgreSQL does not answer'));
  return {
    kind: 'postgres',
    options: { connection: pool as unknown as ConnectionOptions, prefix: 'modelmint' },
    factory: createPostgresBackend as unknown as typeof createRedisBackend,
    check: async () => {
      await pool.query('SELECT version FROM bullmq.migration LIMIT 1');
    },
    renew: () => {}, // the pool drops a connection whose query timed out
    close: () => pool.end(),
  };
}

/** BullMQ fetches again at once after any failure but a refused connection, which would flood a database that starts. */
function pauseAfterFailure(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const patient = async (...args: unknown[]) => {
    try {
      return await query(...args);
    } catch (error) {
      await pause(failurePauseMs);
      throw error;
    }
  };
  pool.query = patient as typeof pool.query;
}

/** Whatever the backend threw, as the one error of the code base. */
export function queueError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('queue_unavailable', `The job queue does not answer: ${reason}`, { cause: error });
}
