import { rmSync } from 'node:fs';
import os from 'node:os';
import { type Billing, openBilling } from '@modelmint/billing/open-billing';
import { type Database, openDatabase } from '@modelmint/db/open-database';
import { keepMail, noteMail } from '@modelmint/db/system/keep-mail';
import { readBrand } from '@modelmint/db/system/read-brand';
import { newId } from '@modelmint/domain/ids';
import type { TranslateProblem } from '@modelmint/domain/problem-translator';
import { type Mailer, openMailer } from '@modelmint/mail/open-mailer';
import { type JobQueue, openQueue } from '@modelmint/queue/open-queue';
import type { QueueConnection } from '@modelmint/queue/queue-connection';
import { openStorage } from '@modelmint/storage/open-storage';
import type { Storage } from '@modelmint/storage/storage';
import { type Logger, makeLogger } from '@modelmint/telemetry/make-logger';
import { type Metrics, makeMetrics } from '@modelmint/telemetry/make-metrics';
import { openChineseProblems } from './chinese-problems.ts';
import type { WorkerEnv } from './env.ts';
import { openWorkFolder } from './work-folder.ts';

/** What a handler may use; made once per process, here. */
export interface WorkerDeps {
  env: WorkerEnv;
  db: Database;
  queue: JobQueue;
  queueConnection: QueueConnection;
  storage: Storage;
  billing: Billing;
  mailer: Mailer;
  /** A reason of a failure, for a mail in Chinese. */
  toChinese: TranslateProblem;
  log: Logger;
  metrics: Metrics;
  /** Of this process, new at each start. */
  workerId: string;
  host: string;
  /** For files of running jobs; gone with the process. */
  workFolder: string;
  /** Aborts when the process is told to end: running work is put back. */
  closing: AbortSignal;
  close(): Promise<void>;
}

export function makeDeps(env: WorkerEnv, closing: AbortSignal): WorkerDeps {
  const workerId = newId('worker');
  const log = makeLogger({ service: 'worker', level: env.logLevel }).child({ workerId });
  const db = openDatabase({
    appUrl: env.databaseUrl,
    systemUrl: env.databaseSystemUrl,
    applicationName: 'modelmint-worker',
    // Nobody waits for an answer here, and a job that gives up is a job done twice.
    waitMsMax: 10_000,
  });
  const queueConnection = connectionOf(env);
  const queue = openQueue({ ...queueConnection, log });
  const workFolder = openWorkFolder(env.workFolder, workerId);
  return {
    env,
    db,
    queue,
    queueConnection,
    storage: openStorage(env.storage),
    billing: openBilling({
      db,
      stripeSecretKey: env.stripe.secretKey,
      webhookSecret: env.stripe.webhookSecret,
      apiBase: env.stripe.apiBase,
      publicUrl: env.publicUrl,
      log,
    }),
    mailer: openMailer({
      ...(env.smtpUrl === undefined ? {} : { smtpUrl: env.smtpUrl }),
      from: env.mailFrom,
      platformName: async () => (await readBrand(db)).name,
      outbox: (message) => keepMail(db, message),
      note: (message, result) => {
        noteMail(db, message, result).catch((error: unknown) => log.warn({ err: error }, 'mail: not noted'));
      },
    }),
    toChinese: openChineseProblems(env.problemsFile, log),
    log,
    metrics: makeMetrics('worker'),
    workerId,
    host: os.hostname(),
    closing,
    workFolder,
    close: async () => {
      await Promise.allSettled([queue.close(), db.close()]);
      rmSync(workFolder, { recursive: true, force: true });
    },
  };
}

function connectionOf({ redisUrl, databaseUrl }: WorkerEnv): QueueConnection {
  if (redisUrl !== undefined) return { redisUrl };
  const url = new URL(databaseUrl);
  const database = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
  return { database };
}
