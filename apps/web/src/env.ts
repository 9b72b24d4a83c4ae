import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  checkVariables,
  OptionalVariable,
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
  SMTP_URL: OptionalVariable,
  MAIL_FROM: z.string().default('Modelmint <noreply@localhost>'),
  MODELMINT_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MODELMINT_DOCS_FOLDER: OptionalVariable,
  MODELMINT_LEGAL_FOLDER: OptionalVariable,
  NODE_ENV: z.string().default('production'),
});

export interface Env extends ServiceSettings {
  storage: StorageSettings;
  /** Where resumable uploads grow until they are whole. */
  uploadsFolder: string;
  host: string;
  port: number;
  smtpUrl?: string;
  mailFrom: string;
  /** Proxies of ours in front, each of which adds one address to `x-forwarded-for`. */
  trustedProxies: number;
  /** The Markdown files of the documentation. */
  docsFolder: string;
  /** `terms.md` and `privacy.md` of whoever runs the platform. */
  legalFolder: string;
  isDevelopment: boolean;
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
    ...(seen.SMTP_URL === undefined ? {} : { smtpUrl: seen.SMTP_URL }),
    mailFrom: seen.MAIL_FROM,
    trustedProxies: seen.MODELMINT_TRUSTED_PROXIES,
    docsFolder,
    legalFolder: path.resolve(seen.MODELMINT_LEGAL_FOLDER ?? path.join(docsFolder, 'legal')),
    isDevelopment: seen.NODE_ENV === 'development',
  };
}

/** Web starts in its own folder or, in its container, at the root of the repository. */
function findDocs(): string {
  return existsSync('docs') ? 'docs' : '../../docs';
}

const key = Symbol.for('modelmint.web.env');

/** Read once per process; `next build` evaluates modules without any of it being set. */
export function env(): Env {
  const kept = globalThis as { [key]?: Env };
  kept[key] ??= readEnv(process.env);
  return kept[key];
}
