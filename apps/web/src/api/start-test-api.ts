import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { randomBase62 } from '@modelmint/domain/ids';
import { type Deps, makeDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { type Drain, makeDrain } from './drain.ts';
import { type TestPeople, testPeople } from './insert-test-people.ts';
import { serveApi } from './serve-api.ts';

export type { TestTenant } from './insert-test-people.ts';

export interface TestApi extends TestPeople {
  url: string;
  deps: Deps;
  drain: Drain;
  close(): Promise<void>;
}

/** The real API over real HTTP, without Next. For tests only. */
export async function startTestApi(
  database: { appUrl: string; systemUrl: string },
  more: Partial<Pick<Env, 'stripe' | 'secrets' | 'redisUrl'>> = {},
): Promise<TestApi> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-api-'));
  const server = createServer({ requestTimeout: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deps = makeDeps({ ...testEnv(database, { url, folder }), ...more });
  const drain = makeDrain();
  const { listener, close } = serveApi(deps, {
    drain,
    pages: async (_incoming, outgoing) => {
      outgoing.writeHead(404).end('page');
    },
  });
  server.on('request', listener);
  return {
    url,
    deps,
    drain,
    ...testPeople(deps),
    close: async () => {
      close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deps.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testEnv(
  database: { appUrl: string; systemUrl: string },
  { url, folder }: { url: string; folder: string },
): Env {
  const secret = () => randomBase62(40);
  return {
    databaseUrl: database.appUrl,
    databaseSystemUrl: database.systemUrl,
    storage: { folder: path.join(folder, 'storage') },
    uploadsFolder: path.join(folder, 'uploads'),
    publicUrl: url,
    host: '127.0.0.1',
    port: 0,
    secrets: { authSecret: secret(), apiKeyPepper: secret(), internalToken: secret(), operatorToken: secret() },
    stripe: { secretKey: 'sk_test_x', webhookSecret: 'whsec_x' },
    mailFrom: 'Modelmint <noreply@example.com>',
    trustedProxies: 0,
    logLevel: 'silent',
    isDevelopment: false,
    docsFolder: path.join(folder, 'docs'),
    legalFolder: path.join(folder, 'docs', 'legal'),
    internalIssuers: [],
    internalWebhooks: [],
    providers: {},
  };
}
