import { withSystem } from '@modelmint/db/with-system';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import { hashPassword } from '../../features/account/server/hash-password.ts';
import { startSession } from '../../features/account/server/start-session.ts';
import type { TestApi } from '../start-test-api.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A browser of one person, which keeps cookies. For tests only. */
export interface TestVisitor {
  userId: string;
  email: string;
  organizationId: string;
  cookies: Map<string, string>;
  call(path: string, options?: { method?: string; body?: unknown }): Promise<Answer>;
}

export const testPassword = 'violet anchor tundra 93';
let hash: Promise<string> | undefined;

/** A confirmed person, the owner of an organization of their own, signed in by password. */
export async function makeVisitor(api: TestApi, { name = 'Ada Lovelace' } = {}): Promise<TestVisitor> {
  hash ??= hashPassword(testPassword);
  const passwordHash = await hash;
  const email = `${randomBase62(12).toLowerCase()}@example.com`;
  const [userId, organizationId, slug] = [newId('user'), newId('organization'), randomBase62(10).toLowerCase()];
  await withSystem(api.deps.db, async (tx) => {
    await tx.user.create({ data: { id: userId, email, name, emailVerified: new Date() } });
    await tx.password.create({ data: { userId, hash: passwordHash } });
    await tx.organization.create({ data: { id: organizationId, name: `Engines ${slug}`, slug } });
    await tx.member.create({ data: { organizationId, userId, role: 'OWNER' } });
  });
  const visitor = { userId, email, organizationId, ...openBrowser(api) };
  await signInAs(api, visitor);
  return visitor;
}

/** A session as the password's sign-in makes one. */
export async function signInAs(api: TestApi, visitor: Pick<TestVisitor, 'userId' | 'cookies'>): Promise<void> {
  const from = { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0' };
  const token = await startSession(api.deps, { userId: visitor.userId, method: 'password', from });
  visitor.cookies.set('modelmint.session', token);
}

/** A browser without a session. */
export function openBrowser(api: TestApi): Pick<TestVisitor, 'cookies' | 'call'> {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: async (path, { method = 'POST', body = {} } = {}) => {
      const response = await fetch(`${api.url}/api/account${path}`, {
        method,
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          origin: api.url,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}

/** What the audit log of an organization holds, oldest first. */
export async function auditedIn(api: TestApi, organizationId: string): Promise<string[]> {
  const rows = await withSystem(api.deps.db, (tx) =>
    tx.auditEntry.findMany({ where: { organizationId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map(({ action }) => action);
}

/** The token of the link in the newest mail of a kind. */
export async function tokenMailed(api: TestApi, recipient: string, kind: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const mail = await withSystem(api.deps.db, (tx) =>
      tx.mail.findFirst({ where: { recipient, kind }, orderBy: { createdAt: 'desc' } }),
    );
    const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no mail "${kind}" to ${recipient}`);
}
