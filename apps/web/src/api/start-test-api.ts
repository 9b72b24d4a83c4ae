import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { grantCredit } from '@modelmint/db/ledger/grant-credit';
import { withOrg } from '@modelmint/db/with-org';
import { lastFourOf, makeApiKey } from '@modelmint/domain/api-key';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { Permission, Role } from '@modelmint/domain/roles';
import { type Deps, makeDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { cookieName, hashToken, isHttps, makeToken } from '../features/account/server/session-cookie.ts';
import { hashApiKey } from '../features/api-key/server/hash-api-key.ts';
import { type Drain, makeDrain } from './drain.ts';
import { serveApi } from './serve-api.ts';

/** An organization of one test, with a project, a member and a key. */
export interface TestTenant {
  organizationId: string;
  projectId: string;
  userId: string;
  key: string;
  keyId: string;
  /** The Cookie header of a session of its owner. */
  cookie: string;
}

export interface TestApi {
  url: string;
  deps: Deps;
  drain: Drain;
  makeTenant(options?: { planCode?: string; creditMicros?: bigint }): Promise<TestTenant>;
  /** A session of a new person: a member of the tenant with this role, or of nothing. */
  makeCookie(options?: {
    tenant?: Pick<TestTenant, 'organizationId'>;
    role?: Role;
    isOperator?: boolean;
    /** Has not opened the link that confirms the address. */
    isUnconfirmed?: boolean;
  }): Promise<string>;
  makeKey(
    tenant: Pick<TestTenant, 'organizationId' | 'projectId'>,
    expiresAt?: Date,
    /** Of its scope; all that a key may do without it. */
    permissions?: readonly Permission[],
  ): Promise<{ id: string; key: string }>;
  close(): Promise<void>;
}

/** The real API over real HTTP, without Next. For tests only. */
export async function startTestApi(
  database: { appUrl: string; systemUrl: string },
  { stripe = { secretKey: 'sk_test_x', webhookSecret: 'whsec_x' } }: { stripe?: Env['stripe'] } = {},
): Promise<TestApi> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-api-'));
  const server = createServer({ requestTimeout: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deps = makeDeps({ ...testEnv(database, { url, folder }), stripe });
  const drain = makeDrain();
  const { listener, close } = serveApi(deps, {
    drain,
    pages: async (_incoming, outgoing) => {
      outgoing.writeHead(404).end('page');
    },
  });
  server.on('request', listener);
  const makeKey: TestApi['makeKey'] = async ({ organizationId, projectId }, expiresAt, permissions) => {
    const key = makeApiKey();
    const id = newId('apiKey');
    const keyHash = hashApiKey(deps.env.secrets.apiKeyPepper, key);
    const scope = permissions === undefined ? {} : { scope: 'chosen', permissions: [...permissions] };
    const data = { id, organizationId, projectId, name: 'test', keyHash, last4: lastFourOf(key), ...scope };
    await withOrg(deps.db, organizationId, (tx) =>
      tx.apiKey.create({ data: { ...data, expiresAt: expiresAt ?? null } }),
    );
    return { id, key };
  };
  const makeCookie: TestApi['makeCookie'] = (options = {}) => insertSession(deps, options);
  return {
    url,
    makeCookie,
    deps,
    drain,
    makeKey,
    makeTenant: async (options) => {
      const tenant = await insertTenant(deps, options);
      const { id, key } = await makeKey(tenant);
      return { ...tenant, key, keyId: id, cookie: await makeCookie({ tenant, role: 'OWNER' }) };
    },
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
  };
}

async function insertTenant(
  { db }: Deps,
  { planCode = 'free', creditMicros = 5_000_000n }: { planCode?: string; creditMicros?: bigint } = {},
) {
  const organizationId = newId('organization');
  const projectId = newId('project');
  const userId = newId('user');
  const slug = randomBase62(10).toLowerCase();
  await db.system.$transaction(async (tx) => {
    await tx.user.create({
      data: { id: userId, email: `${slug}@example.com`, name: 'Test', emailVerified: new Date() },
    });
    await tx.organization.create({ data: { id: organizationId, name: slug, slug, planCode } });
    await tx.project.create({ data: { id: projectId, organizationId, name: 'First' } });
    await tx.member.create({ data: { organizationId, userId, role: 'OWNER' } });
  });
  await withOrg(db, organizationId, (tx) =>
    grantCredit(tx, { organizationId, category: 'promo', amountMicros: creditMicros, sourceRef: 'trial' }),
  );
  return { organizationId, projectId, userId };
}

async function insertSession(
  { db, env }: Deps,
  { tenant, role, isOperator = false, isUnconfirmed = false }: NonNullable<Parameters<TestApi['makeCookie']>[0]>,
): Promise<string> {
  const token = makeToken();
  const userId = newId('user');
  const user = { id: userId, email: `${randomBase62(10).toLowerCase()}@example.com`, name: 'Test', isOperator };
  await db.system.$transaction(async (tx) => {
    await tx.user.create({ data: { ...user, emailVerified: isUnconfirmed ? null : new Date() } });
    const expires = new Date(Date.now() + 3_600_000);
    await tx.session.create({ data: { sessionToken: hashToken(token), userId, expires } });
    if (tenant !== undefined && role !== undefined)
      await tx.member.create({ data: { organizationId: tenant.organizationId, userId, role } });
  });
  return `${cookieName('session', isHttps(env.publicUrl))}=${token}`;
}
