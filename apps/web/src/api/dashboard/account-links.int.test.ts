import { request } from 'node:http';
import { withSystem } from '@modelmint/db/with-system';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSignIn } from '../../features/account/server/check-sign-in.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';
import { auditedIn, makeVisitor, openBrowser, testPassword, tokenMailed } from './account-visitor.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
// All tests call from one network address, whose attempts are counted.
beforeEach(() => withSystem(api.deps.db, (tx) => tx.signInDelay.deleteMany({})));

const system = <T>(run: Parameters<typeof withSystem<T>>[1]) => withSystem(api.deps.db, run);
const mailsTo = (recipient: string) => system((tx) => tx.mail.findMany({ where: { recipient } }));
const isIn = async (who: ReturnType<typeof openBrowser>) => (await who.call('', { method: 'GET' })).status === 200;

describe('a sign-in link', () => {
  it('signs in once, and tells nobody who has an account', async () => {
    const ada = await makeVisitor(api);
    const browser = openBrowser(api);
    const asked = await browser.call('/sign-in/link', { body: { email: ada.email.toUpperCase() } });
    const unknown = await browser.call('/sign-in/link', { body: { email: 'nobody@example.com' } });
    expect(asked).toEqual(unknown);
    const token = await tokenMailed(api, ada.email, 'sign-in-link');
    expect(await mailsTo('nobody@example.com')).toEqual([]);
    const use = (who = browser, given = token) => who.call('/sign-in/link/use', { body: { token: given } });
    // A link for a new password, or of nobody, is none.
    await browser.call('/forgot-password', { body: { email: ada.email } });
    expect(await use(browser, await tokenMailed(api, ada.email, 'reset-password'))).toMatchObject({ status: 400 });
    expect(await use(browser, 'A'.repeat(43))).toMatchObject({ status: 400, body: { error: { param: 'token' } } });
    expect(await use()).toMatchObject({ status: 200, body: { status: 'signed_in' } });
    expect(await isIn(browser)).toBe(true);
    expect(await use(openBrowser(api))).toMatchObject({ status: 400, body: { error: { param: 'token' } } });
    const [session] = await system((tx) =>
      tx.session.findMany({ where: { userId: ada.userId, method: 'magic_link' } }),
    );
    expect(session).toMatchObject({ address: '127.0.0.1' });
  });

  it('is dead after 15 minutes, and for a disabled account', async () => {
    const ada = await makeVisitor(api);
    const browser = openBrowser(api);
    const ask = () => browser.call('/sign-in/link', { body: { email: ada.email } });
    await ask();
    const token = await tokenMailed(api, ada.email, 'sign-in-link');
    const minutes = await system(
      (tx) => tx.$queryRaw<{ left: number }[]>`
        SELECT extract(epoch FROM "expiresAt" - now())::float8 / 60 AS "left" FROM "email_token"
        WHERE "userId" = ${ada.userId} AND "kind" = 'SIGN_IN'`,
    );
    expect(Math.round(minutes[0]?.left ?? 0)).toBe(15);
    const where = { userId: ada.userId };
    await system((tx) => tx.emailToken.updateMany({ where, data: { expiresAt: new Date(Date.now() - 1_000) } }));
    expect(await browser.call('/sign-in/link/use', { body: { token } })).toMatchObject({ status: 400 });
    await system((tx) => tx.emailToken.updateMany({ where, data: { expiresAt: new Date(Date.now() + 60_000) } }));
    await system((tx) => tx.user.update({ where: { id: ada.userId }, data: { disabledAt: new Date() } }));
    expect(await browser.call('/sign-in/link/use', { body: { token } })).toMatchObject({ status: 401 });
    expect(await isIn(browser)).toBe(false);
  });

  it('leaves nothing to whoever signed up with somebody else’s address', async () => {
    const eve = await makeVisitor(api);
    await system((tx) => tx.user.update({ where: { id: eve.userId }, data: { emailVerified: null } }));
    const owner = openBrowser(api);
    await owner.call('/sign-in/link', { body: { email: eve.email } });
    const token = await tokenMailed(api, eve.email, 'sign-in-link');
    expect(await owner.call('/sign-in/link/use', { body: { token } })).toMatchObject({ status: 200 });
    expect(await isIn(owner)).toBe(true);
    expect(await isIn(eve)).toBe(false);
    const guess = { email: eve.email, password: testPassword, address: '192.0.2.1', knownDevice: null };
    await expect(checkSignIn(api.deps, guess)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a false host', () => {
  it('stands in no link that is mailed', async () => {
    const ada = await makeVisitor(api);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        origin: api.url,
        'content-type': 'application/json',
      };
      const sent = request(`${api.url}/api/account/sign-in/link`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.once('error', reject);
      sent.end(JSON.stringify({ email: ada.email }));
    });
    expect(status).toBe(202);
    await tokenMailed(api, ada.email, 'sign-in-link');
    const [mail] = await mailsTo(ada.email);
    expect(mail?.text).toContain(`${api.url}/sign-in/link?token=`);
    expect(JSON.stringify(mail)).not.toContain('evil');
  });
});

describe('another address', () => {
  it('is taken when both have confirmed it, in any order, and ends every session', async () => {
    for (const order of [['old', 'new'] as const, ['new', 'old'] as const]) {
      const ada = await makeVisitor(api);
      const next = `next-${ada.email}`;
      expect(await ada.call('/email-change', { body: { email: next } })).toMatchObject({ status: 202 });
      const tokens = {
        old: await tokenMailed(api, ada.email, 'email-change-old'),
        new: await tokenMailed(api, next, 'email-change-new'),
      };
      const confirm = (side: 'old' | 'new') =>
        openBrowser(api).call('/email-change/confirm', { body: { token: tokens[side] } });
      expect(await confirm(order[0])).toMatchObject({ status: 200, body: { status: 'waiting', for: order[1] } });
      expect(await confirm(order[0])).toMatchObject({ status: 400, body: { error: { param: 'token' } } });
      expect(await isIn(ada)).toBe(true);
      expect(await confirm(order[1])).toMatchObject({ status: 200, body: { status: 'done' } });
      expect(await confirm(order[1])).toMatchObject({ status: 400 });
      expect(await isIn(ada)).toBe(false);
      const signIn = { email: next, password: testPassword, address: '192.0.2.1', knownDevice: null };
      await expect(checkSignIn(api.deps, signIn)).resolves.toMatchObject({ id: ada.userId });
      expect(await auditedIn(api, ada.organizationId)).toEqual(['account.change_email']);
    }
  });

  it('is confirmed by two links that are opened at the same moment', async () => {
    const ada = await makeVisitor(api);
    const next = `next-${ada.email}`;
    await ada.call('/email-change', { body: { email: next } });
    const tokens = [
      await tokenMailed(api, ada.email, 'email-change-old'),
      await tokenMailed(api, next, 'email-change-new'),
    ];
    const answers = await Promise.all(
      tokens.map((token) => openBrowser(api).call('/email-change/confirm', { body: { token } })),
    );
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual(['done', 'waiting']);
  });

  it('is wished for twice at one moment, and the last wish counts', async () => {
    const ada = await makeVisitor(api);
    const answers = await Promise.all(
      ['one', 'two'].map((name) => ada.call('/email-change', { body: { email: `${name}-${ada.email}` } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await system((tx) => tx.emailChange.count({ where: { userId: ada.userId } }))).toBe(1);
  });

  it('is not taken from somebody, not told of, and given up by a newer wish or by hand', async () => {
    const ada = await makeVisitor(api);
    const eve = await makeVisitor(api);
    const ask = (email: string) => ada.call('/email-change', { body: { email } });
    expect(await ask(eve.email)).toEqual({ status: 202, body: { status: 'mail_sent' } });
    expect((await mailsTo(eve.email)).map(({ kind }) => kind)).toEqual(['account-exists']);
    const first = await tokenMailed(api, ada.email, 'email-change-old');
    await ask(`next-${ada.email}`);
    const confirm = (token: string) => openBrowser(api).call('/email-change/confirm', { body: { token } });
    expect(await confirm(first)).toMatchObject({ status: 400 });
    expect(await ask(ada.email)).toMatchObject({ status: 400, body: { error: { param: 'email' } } });
    expect(await ask('a@b.c, d@e.f')).toMatchObject({ status: 400, body: { error: { param: 'email' } } });
    expect(await ada.call('/email-change', { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await confirm(await tokenMailed(api, `next-${ada.email}`, 'email-change-new'))).toMatchObject({
      status: 400,
    });
  });
});

describe('the end of an account', () => {
  it('is refused to the last owner of others, and names the organization', async () => {
    const ada = await makeVisitor(api);
    const { organizationId } = ada;
    const bob = await makeVisitor(api);
    await system((tx) => tx.member.create({ data: { organizationId, userId: bob.userId, role: 'ADMIN' } }));
    const end = (email = ada.email) => ada.call('', { method: 'DELETE', body: { email } });
    expect(await end('someone@example.com')).toMatchObject({ status: 400, body: { error: { param: 'email' } } });
    const { name } = await system((tx) => tx.organization.findUniqueOrThrow({ where: { id: organizationId } }));
    const refused = await end();
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
    expect(JSON.stringify(refused.body)).toContain(name);
    await system((tx) => tx.member.updateMany({ where: { userId: bob.userId }, data: { role: 'OWNER' } }));
    expect(await end()).toMatchObject({ status: 200 });
    expect(await isIn(ada)).toBe(false);
    expect(await auditedIn(api, organizationId)).toEqual(['account.delete']);
    expect(await system((tx) => tx.user.count({ where: { OR: [{ id: ada.userId }, { email: ada.email }] } }))).toBe(0);
    const rows = await system((tx) => tx.organization.findUniqueOrThrow({ where: { id: organizationId } }));
    expect(rows.deleteRequestedAt).toBeNull();
  });

  it('begins the end of what nobody else belongs to, and leaves no mail and no address behind', async () => {
    const ada = await makeVisitor(api);
    await ada.call('/sign-in/link', { body: { email: ada.email } });
    await tokenMailed(api, ada.email, 'sign-in-link');
    expect(await ada.call('', { method: 'DELETE', body: { email: ada.email } })).toMatchObject({ status: 200 });
    const rows = await system((tx) => tx.organization.findUniqueOrThrow({ where: { id: ada.organizationId } }));
    expect(rows.deleteRequestedAt).not.toBeNull();
    await expect.poll(async () => (await mailsTo(ada.email)).map(({ kind }) => kind)).toEqual(['account-notice']);
    expect(await system((tx) => tx.signInDelay.count({ where: { key: { contains: ada.email } } }))).toBe(0);
  });

  it('of two owners at one moment leaves one of them', async () => {
    const ada = await makeVisitor(api);
    const bob = await makeVisitor(api);
    const member = { organizationId: ada.organizationId, userId: bob.userId, role: 'OWNER' } as const;
    await system((tx) => tx.member.create({ data: member }));
    const carl = await makeVisitor(api);
    await system((tx) => tx.member.create({ data: { ...member, userId: carl.userId, role: 'VIEWER' } }));
    const statuses = await Promise.all(
      [ada, bob].map((who) => who.call('', { method: 'DELETE', body: { email: who.email } })),
    );
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('password spraying', () => {
  it('over many accounts from one network is stopped after 30 tries a minute', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 32; i += 1)
      await checkSignIn(api.deps, {
        email: `person-${i}@example.com`,
        password: 'Autumn-2026!',
        address: '198.51.100.9',
        knownDevice: null,
      }).catch((error: { code: string }) => codes.push(error.code));
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(30);
    expect(codes.slice(30)).toEqual(['rate_limit_exceeded', 'rate_limit_exceeded']);
  });
});
