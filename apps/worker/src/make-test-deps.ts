import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeDeps, type WorkerDeps } from './deps.ts';
import { readEnv } from './env.ts';

export interface TestDeps extends WorkerDeps {
  folder: string;
  /** What a SIGTERM does. */
  stop(): void;
}

export interface TestServices {
  appUrl: string;
  systemUrl: string;
  /** Without it the queue is on PostgreSQL. */
  redisUrl?: string;
}

/** The variables of a worker process of a test, on a database of its own and a folder that the test removes. */
export function testVariables({ appUrl, systemUrl, redisUrl = '' }: TestServices, folder: string) {
  const secret = 'secret-of-the-worker-tests-'.padEnd(40, '0');
  return {
    DATABASE_URL: appUrl,
    DATABASE_SYSTEM_URL: systemUrl,
    REDIS_URL: redisUrl,
    STORAGE_FOLDER: path.join(folder, 'storage'),
    MODELMINT_WORK_FOLDER: path.join(folder, 'work'),
    MODELMINT_URL: 'http://127.0.0.1:43000',
    MODELMINT_SECRETS: JSON.stringify({
      authSecret: secret,
      apiKeyPepper: secret,
      internalToken: secret,
      operatorToken: secret,
    }),
    STRIPE_SECRET_KEY: 'sk_test_none',
    STRIPE_WEBHOOK_SECRET: 'whsec_none',
    MODELMINT_ENGINE: 'wasm',
    LOG_LEVEL: 'silent',
  };
}

/** The real parts of a worker in this process. For tests only. */
export function makeTestDeps(services: TestServices): TestDeps {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-worker-'));
  const closing = new AbortController();
  const deps = makeDeps(readEnv(testVariables(services, folder)), closing.signal);
  return {
    ...deps,
    folder,
    stop: () => closing.abort(),
    close: async () => {
      await deps.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
