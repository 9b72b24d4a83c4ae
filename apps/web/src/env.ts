import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import {
  checkVariables,
  OptionalVariable,
  readOrigins,
  readServiceSettings,
  type ServiceSettings,
  ServiceVariables,
} from '@modelmint/domain/service-settings';
import { readStorageSettings, type StorageSettings } from '@modelmint/storage/storage-settings';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const Variables = ServiceVariables.extend({
  UPLOADS_FOLDER: OptionalVariable,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  MODELMINT_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MODELMINT_DOCS_FOLDER: OptionalVariable,
  MODELMINT_LEGAL_FOLDER: OptionalVariable,
  MODELMINT_INTERNAL_ISSUERS: OptionalVariable,
  GITHUB_CLIENT_ID: OptionalVariable,
  GITHUB_CLIENT_SECRET: OptionalVariable,
  GOOGLE_CLIENT_ID: OptionalVariable,
  GOOGLE_CLIENT_SECRET: OptionalVariable,
  NODE_ENV: z.string().default('production'),
});

/** An application of ours at a service that people have accounts with. */
export interface ProviderClient {
  clientId: string;
  clientSecret: string;
  /** In place of the service's own address; for tests. */
  issuer?: string;
}

export interface Env extends ServiceSettings {
  storage: StorageSettings;
  /** Where resumable uploads grow until they are whole. */
  uploadsFolder: string;
  host: string;
  port: number;
  /** Proxies of ours in front, each of which adds one address to `x-forwarded-for`. */
  trustedProxies: number;
  /** The Markdown files of the documentation. */
  docsFolder: string;
  /** `terms.md` and `privacy.md` of whoever runs the platform. */
  legalFolder: string;
  isDevelopment: boolean;
  /** Origins inside our own network at which single sign-on may be asked; http too. All others must be public and https. */
  internalIssuers: readonly string[];
  /** Services by which people may sign in. */
  providers: { github?: ProviderClient; google?: ProviderClient };
}

/** Checks every variable and names each one that is missing or wrong. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const seen = checkVariables(Variables, variables, 'web');
  const storage = readStorageSettings(seen);
  const docsFolder = path.resolve(seen.MODELMINT_DOCS_FOLDER ?? findDocs());
  return {
    ...readServiceSettings(seen, (file) => readFileSync(file, 'utf8')),
    storage,
    uploadsFolder:
      seen.UPLOADS_FOLDER ?? path.resolve('folder' in storage ? storage.folder : '.modelmint', '../uploads'),
    host: seen.HOST,
    port: seen.PORT,
    trustedProxies: seen.MODELMINT_TRUSTED_PROXIES,
    docsFolder,
    legalFolder: path.resolve(seen.MODELMINT_LEGAL_FOLDER ?? path.join(docsFolder, 'legal')),
    isDevelopment: seen.NODE_ENV === 'development',
    internalIssuers: readOrigins('MODELMINT_INTERNAL_ISSUERS', seen.MODELMINT_INTERNAL_ISSUERS),
    providers: {
      ...readProvider('github', seen.GITHUB_CLIENT_ID, seen.GITHUB_CLIENT_SECRET),
      ...readProvider('google', seen.GOOGLE_CLIENT_ID, seen.GOOGLE_CLIENT_SECRET),
    },
  };
}

/** Web starts in its own folder or, in its container, at the root of the repository. */
function findDocs(): string {
  return existsSync('docs') ? 'docs' : '../../docs';
}

function readProvider(name: 'github' | 'google', clientId?: string, clientSecret?: string): Env['providers'] {
  if (clientId === undefined && clientSecret === undefined) return {};
  if (clientId !== undefined && clientSecret !== undefined) return { [name]: { clientId, clientSecret } };
  const upper = name.toUpperCase();
  throw new AppError('internal_error', `Set both ${upper}_CLIENT_ID and ${upper}_CLIENT_SECRET, or neither.`);
}

const key = Symbol.for('modelmint.web.env');

/** Read once per process; `next build` evaluates modules without any of it being set. */
export function env(): Env {
  const kept = globalThis as { [key]?: Env };
  kept[key] ??= readEnv(process.env);
  return kept[key];
}
