import { grantCredit } from '@modelmint/db/ledger/grant-credit';
import { allowSupport } from '@modelmint/db/support/support-consent';
import { startSupport } from '@modelmint/db/system/support-sessions';
import { withOrg } from '@modelmint/db/with-org';
import { lastFourOf, makeApiKey } from '@modelmint/domain/api-key';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { Permission, Role } from '@modelmint/domain/roles';
import type { Deps } from '../deps.ts';
import { cookieName, hashToken, isHttps, makeToken } from '../features/account/server/session-cookie.ts';
import { hashApiKey } from '../features/api-key/server/hash-api-key.ts';

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

export interface TestPeople {
  makeTenant(options?: { planCode?: string; creditMicros?: bigint }): Promise<TestTenant>;
  /** A session of a new person: a member of the tenant with this role, or of nothing. */
  makeCookie(options?: {
    tenant?: Pick<TestTenant, 'organizationId'>;
    role?: Role;
    isOperator?: boolean;
    /** Has not opened the link that confirms the address. */
    isUnconfirmed?: boolean;
  }): Promise<string>;
  /** A session of an operator who is in the organization as support, with its consent where they act. */
  makeSupport(tenant: Pick<TestTenant, 'organizationId'>, options?: { isActing?: boolean }): Promise<string>;
  makeKey(
    tenant: Pick<TestTenant, 'organizationId' | 'projectId'>,
    expiresAt?: Date,
    /** Of its scope; all that a key may do without it. */
    permissions?: readonly Permission[],
  ): Promise<{ id: string; key: string }>;
}

/** Makes people with sessions, and keys, in the rows of a platform. For tests only. */
export function testPeople(deps: Deps): TestPeople {
  const makeKey: TestPeople['makeKey'] = async ({ organizationId, projectId }, expiresAt, permissions) => {
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
  const makeCookie: TestPeople['makeCookie'] = (options = {}) => insertSession(deps, options);
  return {
    makeCookie,
    makeKey,
    makeSupport: (tenant, options) => insertSupport(deps, tenant, options),
    makeTenant: async (options) => {
      const tenant = await insertTenant(deps, options);
      const { id, key } = await makeKey(tenant);
      return { ...tenant, key, keyId: id, cookie: await makeCookie({ tenant, role: 'OWNER' }) };
    },
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
  { tenant, role, isOperator = false, isUnconfirmed = false }: NonNullable<Parameters<TestPeople['makeCookie']>[0]>,
): Promise<string> {
  const token = makeToken();
  const userId = newId('user');
  const user = { id: userId, email: `${randomBase62(10).toLowerCase()}@example.com`, name: 'Test', isOperator };
  await db.system.$transaction(async (tx) => {
    await tx.user.create({ data: { ...user, emailVerified: isUnconfirmed ? null : new Date() } });
    const expires = new Date(Date.now() + 3_600_000);
    // A walk over all routes on a busy machine takes longer than a sign-in counts as recent.
    await tx.session.create({ data: { sessionToken: hashToken(token), userId, expires, confirmedAt: expires } });
    if (tenant !== undefined && role !== undefined)
      await tx.member.create({ data: { organizationId: tenant.organizationId, userId, role } });
  });
  return `${cookieName('session', isHttps(env.publicUrl))}=${token}`;
}

async function insertSupport(
  deps: Deps,
  { organizationId }: Pick<TestTenant, 'organizationId'>,
  { isActing = false }: { isActing?: boolean } = {},
): Promise<string> {
  const cookie = await insertSession(deps, { isOperator: true });
  const sessionHash = hashToken(cookie.slice(cookie.indexOf('=') + 1));
  const { userId } = await deps.db.system.session.findUniqueOrThrow({ where: { sessionToken: sessionHash } });
  if (isActing)
    await withOrg(deps.db, organizationId, (tx) => allowSupport(tx, { organizationId, userId: 'owner', hours: 1 }));
  const reason = 'A job of theirs fails';
  await startSupport(deps.db, { organizationId, sessionHash, reason, isActing, operator: { userId } });
  return cookie;
}
