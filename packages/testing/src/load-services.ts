import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Discrete fields of a PostgreSQL connection. */
export interface DatabaseConnection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export type DatabaseLogin = DatabaseConnection & { url: string };
export type LoginName = 'owner' | 'app' | 'system';
export type Logins = Record<LoginName, DatabaseLogin>;
export type Passwords = Record<LoginName, string>;
type Log = (line: string) => void;
type Running = { adopted: boolean; stop(): Promise<void> };

/** What scripts/services offers: plain Node, for machines where nothing is installed yet, so its types are said here. */
export interface Services {
  startPostgres(options: {
    dataFolder: string;
    port?: number;
    log: Log;
    settings?: Record<string, string>;
    /** Empty: never the server of DATABASE_URL. */
    databaseUrl?: string;
  }): Promise<DatabaseConnection & Running>;
  createLogins(options: { superuser: DatabaseConnection; database: string; passwords: Passwords }): Promise<Logins>;
  loginsFor(options: { host: string; port: number; database: string; passwords: Passwords }): Logins;
  prepareQueue(options: { owner: DatabaseConnection }): Promise<void>;
  applyMigrations(options: { connection: DatabaseConnection; folder: string }): Promise<string[]>;
  startRedis(options: {
    dataFolder: string;
    toolFolder: string;
    log: Log;
    redisUrl?: string;
  }): Promise<(Running & { url: string; pid?: number }) | undefined>;
}

const root = path.resolve(import.meta.dirname, '../../..');
export const migrationsFolder = path.join(root, 'prisma/migrations');
export const toolFolder = path.join(root, '.modelmint/tools');

export async function loadServices(): Promise<Services> {
  const files = ['services/start-postgres', 'services/create-logins', 'services/prepare-queue', 'services/start-redis'];
  const modules = await Promise.all(
    [...files, 'apply-migrations'].map((file) => import(pathToFileURL(path.join(root, 'scripts', `${file}.mjs`)).href)),
  );
  return Object.assign({}, ...modules) as Services;
}
