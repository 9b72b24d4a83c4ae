import { resolveTxt } from 'node:dns/promises';
import { type Billing, openBilling } from '@modelmint/billing/open-billing';
import { type Database, openDatabase } from '@modelmint/db/open-database';
import { keepMail, noteMail } from '@modelmint/db/system/keep-mail';
import { readBrand } from '@modelmint/db/system/read-brand';
import { type Mailer, openMailer } from '@modelmint/mail/open-mailer';
import { type JobQueue, openQueue } from '@modelmint/queue/open-queue';
import { openStorage } from '@modelmint/storage/open-storage';
import type { Storage } from '@modelmint/storage/storage';
import { type Logger, makeLogger } from '@modelmint/telemetry/make-logger';
import { type Metrics, makeMetrics } from '@modelmint/telemetry/make-metrics';
import { openRowHub, type RowHub } from './api/events/row-hub.ts';
import { type Env, env } from './env.ts';

/** Everything that a use case may need, made once per process. */
export interface Deps {
  env: Env;
  db: Database;
  storage: Storage;
  queue: JobQueue;
  billing: Billing;
  mailer: Mailer;
  log: Logger;
  metrics: Metrics;
  /** Changes of rows as they are committed, whichever process made them. */
  rows: RowHub;
  /** TXT records of a name in DNS; tests put their own in its place. */
  resolveTxt(name: string): Promise<string[][]>;
  close(): Promise<void>;
}

/** Nothing connects before it is used. */
export function makeDeps(settings: Env): Deps {
  const log = makeLogger({ service: 'web', level: settings.logLevel });
  const db = openDatabase({
    appUrl: settings.databaseUrl,
    systemUrl: settings.databaseSystemUrl,
    applicationName: 'modelmint-web',
    connectionsMax: 20,
  });
  const queue = openQueue({ redisUrl: settings.redisUrl, database: queueDatabase(settings.databaseUrl), log });
  const mailer = openMailer({
    ...(settings.smtpUrl === undefined ? {} : { smtpUrl: settings.smtpUrl }),
    from: settings.mailFrom,
    platformName: async () => (await readBrand(db)).name,
    outbox: (message) => keepMail(db, message),
    note: (message, result) => {
      noteMail(db, message, result).catch((error: unknown) => log.warn({ err: error }, 'mail: not noted'));
    },
  });
  const rows = openRowHub({ url: settings.databaseUrl, log });
  return {
    env: settings,
    db,
    storage: openStorage(settings.storage),
    queue,
    billing: openBilling({
      db,
      stripeSecretKey: settings.stripe.secretKey,
      webhookSecret: settings.stripe.webhookSecret,
      apiBase: settings.stripe.apiBase,
      publicUrl: settings.publicUrl,
      log,
    }),
    mailer,
    log,
    metrics: makeMetrics('web'),
    rows,
    resolveTxt,
    close: async () => {
      await Promise.allSettled([rows.close(), queue.close()]);
      await db.close();
    },
  };
}

function queueDatabase(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

const key = Symbol.for('modelmint.deps');

/** On `globalThis`, because the server's bundle and Next's load this module twice in one process. */
export function deps(): Deps {
  const kept = globalThis as { [key]?: Deps };
  kept[key] ??= makeDeps(env());
  return kept[key];
}
