import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export interface DatabaseOptions {
  /** The login `modelmint_app`: row-level security, always inside `withOrg`. */
  appUrl: string;
  /** The login `modelmint_system`: statements over several tenants, only in `src/system`. */
  systemUrl: string;
  /** What `pg_stat_activity` shows. */
  applicationName: string;
  /** Of each login. */
  connectionsMax?: number;
  /** How long a transaction waits for a free connection; then it is `database_unavailable`. */
  waitMsMax?: number;
}

export interface Database {
  app: PrismaClient;
  system: PrismaClient;
  close(): Promise<void>;
}

/** Connects on first use. A server that was away is found again by itself. */
export function openDatabase(options: DatabaseOptions): Database {
  const { appUrl, systemUrl, applicationName, connectionsMax = 10, waitMsMax = 2_000 } = options;
  const client = (url: string) =>
    new PrismaClient({
      adapter: new PrismaPg({
        ...connectionOf(url),
        application_name: applicationName,
        max: connectionsMax,
        connectionTimeoutMillis: waitMsMax,
        keepAlive: true,
      }),
      transactionOptions: { maxWait: waitMsMax, timeout: 15_000 },
    });
  const app = client(appUrl);
  const system = client(systemUrl);
  return {
    app,
    system,
    close: async () => {
      await Promise.all([app.$disconnect(), system.$disconnect()]);
    },
  };
}

/** Discrete fields: with a connection string, pg lets it win over everything else that is given. */
function connectionOf(text: string) {
  const url = new URL(text);
  const ssl = url.searchParams.get('sslmode');
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(ssl && ssl !== 'disable' ? { ssl: { rejectUnauthorized: ssl === 'verify-full' } } : {}),
  };
}
