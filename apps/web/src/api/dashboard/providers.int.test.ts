import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withSystem } from '@modelmint/db/with-system';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSignIn } from '../../features/account/server/check-sign-in.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';
import { auditedIn, makeVisitor, openBrowser, signInAs, testPassword, tokenMailed } from './account-visitor.ts';

let database: TestDatabase;
let api: TestApi;
let github: Server;
let site: string;
/** What GitHub knows of whoever signs in there next. */
let person: { id: number; name: string | null; emails: { email: string; primary: boolean; verified: boolean }[] };
let asked: { authorization?: string; form?: URLSearchParams }[] = [];

/** Speaks as much of GitHub as a sign-in needs. */
function answerAsGitHub(path: string, authorization: string | undefined, form: URLSearchParams): [number, unknown] {
  asked.push({ ...(authorization === undefined ? {} : { authorization }), form });
  if (path === '/login/oauth/access_token')
    return form.get('code') === 'right' && form.get('client_secret') === 'of-the-test'
      ? [200, { access_token: 'token-of-github', token_type: 'bearer', scope: 'read:user,user:email' }]
      : [200, { error: 'bad_verification_code' }];
  if (authorization !== 'Bearer token-of-github') return [401, {}];
  if (path === '/user') return [200, { id: person.id, name: person.name }];
  return path === '/user/emails' ? [200, person.emails] : [404, {}];
}

beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  github = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(parts).toString());
      const [status, body] = answerAsGitHub(incoming.url ?? '', incoming.headers.authorization, form);
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
  api.deps.env.internalIssuers = [site];
  api.deps.env.providers = { github: { clientId: 'modelmint', clientSecret: 'of-the-test', issuer: site } };
});
afterAll(async () => {
  github.closeAllConnections();
  await new Promise((resolve) => github.close(resolve));
  await api.close();
  await database.drop();
});
beforeEach(() => withSystem(api.deps.db, (tx) => tx.signInDelay.deleteMany({})));

/** There and back; the answer is where we send the browser. */
async function comeByGitHub(code = 'right') {
  const browser = openBrowser(api);
  const begun = await browser.call('/sign-in/provider', { body: { provider: 'github', next: '/home' } });
  const url = new URL(String(begun.body.url));
  expect(`${url.origin}${url.pathname}`).toBe(`${site}/login/oauth/authorize`);
  const back = `${api.url}/api/account/sign-in/callback?code=${code}&state=${url.searchParams.get('state')}`;
  const response = await fetch(back, {
    redirect: 'manual',
    headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  const session = response.headers.getSetCookie().find((line) => line.startsWith('modelmint.session='));
  const token = /=([\w-]{43});/.exec(session ?? '')?.[1];
  if (token !== undefined) browser.cookies.set('modelmint.session', token);
  return { browser, landed: (response.headers.get('location') ?? '').replace(api.url, '') };
}

describe('GitHub', () => {
  it('lets the person of a confirmed address in, links once, and tells them', async () => {
    const ada = await makeVisitor(api);
    asked = [];
    person = { id: 7, name: 'Ada', emails: [{ email: ada.email, primary: true, verified: true }] };
    const first = await comeByGitHub();
    expect(first.landed).toBe('/home');
    expect(asked[0]?.form?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(await first.browser.call('', { method: 'GET' })).toMatchObject({ body: { user: { email: ada.email } } });
    expect(await auditedIn(api, ada.organizationId)).toEqual(['account.link_identity']);
    const mails = () => withSystem(api.deps.db, (tx) => tx.mail.findMany({ where: { recipient: ada.email } }));
    await expect
      .poll(async () => (await mails()).map(({ subject }) => subject))
      .toEqual(['A way to sign in was added']);
    // By its number from now on, whatever the address there.
    person = { id: 7, name: 'Ada', emails: [{ email: 'moved@example.com', primary: true, verified: true }] };
    const again = await comeByGitHub();
    expect(await again.browser.call('', { method: 'GET' })).toMatchObject({ body: { user: { email: ada.email } } });
    person = { id: 8, name: 'Eve', emails: [{ email: ada.email, primary: true, verified: true }] };
    expect((await comeByGitHub()).landed).toBe('/sign-in?problem=refused');
  });

  it('lets nobody in by an address that it has not confirmed, or that has no account', async () => {
    const ada = await makeVisitor(api);
    const other = { email: 'other@example.com', primary: true, verified: true };
    for (const emails of [
      [{ email: ada.email, primary: true, verified: false }],
      [other, { email: ada.email, primary: false, verified: true }],
      [],
    ]) {
      person = { id: 99, name: null, emails };
      const { landed, browser } = await comeByGitHub();
      expect(landed).toBe('/sign-in?problem=refused');
      expect(await browser.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    }
    expect((await comeByGitHub('wrong')).landed).toBe('/sign-in?problem=refused');
  });

  it('takes an unconfirmed account away from whoever made it', async () => {
    const eve = await makeVisitor(api);
    const where = { id: eve.userId };
    await withSystem(api.deps.db, (tx) => tx.user.update({ where, data: { emailVerified: null } }));
    person = { id: 21, name: 'Owner', emails: [{ email: eve.email, primary: true, verified: true }] };
    expect((await comeByGitHub()).landed).toBe('/home');
    const guess = { email: eve.email, password: testPassword, address: '192.0.2.1', knownDevice: null };
    await expect(checkSignIn(api.deps, guess)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await eve.call('', { method: 'GET' })).toMatchObject({ status: 401 });
  });

  it('is forgotten when the address of the account changes', async () => {
    const ada = await makeVisitor(api);
    person = { id: 31, name: 'Ada', emails: [{ email: ada.email, primary: true, verified: true }] };
    await comeByGitHub();
    const next = `next-${ada.email}`;
    await ada.call('/email-change', { body: { email: next } });
    for (const [recipient, kind] of [
      [ada.email, 'email-change-old'],
      [next, 'email-change-new'],
    ] as const) {
      const token = await tokenMailed(api, recipient, kind);
      await ada.call('/email-change/confirm', { body: { token } });
    }
    expect((await comeByGitHub()).landed).toBe('/sign-in?problem=refused');
  });

  it('is linked and unlinked by whoever is signed in, whatever the address there, but never the last way in', async () => {
    const [ada, bob] = [await makeVisitor(api), await makeVisitor(api)];
    person = { id: 41, name: 'Ada', emails: [{ email: 'ada@elsewhere.example', primary: true, verified: true }] };
    const linked = async (visitor: typeof ada, asWhom = visitor) => {
      const begun = await visitor.call('/identities', { body: { provider: 'github' } });
      const state = new URL(String(begun.body.url)).searchParams.get('state');
      const cookies = new Map([
        ...visitor.cookies,
        ['modelmint.session', asWhom.cookies.get('modelmint.session') ?? ''],
      ]);
      const response = await fetch(`${api.url}/api/account/sign-in/callback?code=right&state=${state}`, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      return (response.headers.get('location') ?? '').replace(api.url, '');
    };
    // A link that somebody began in one session ends in no other.
    expect(await linked(bob, ada)).toBe('/account/security?problem=expired');
    expect(await linked(ada)).toBe('/account/security?linked=github');
    expect(await linked(ada)).toBe('/account/security?linked=github');
    expect(await linked(bob)).toBe('/account/security?problem=taken');
    const list = async () => (await ada.call('/identities', { method: 'GET' })).body.data;
    expect(await list()).toMatchObject([{ provider: 'github', linked: { email: 'ada@elsewhere.example' } }]);
    const came = await comeByGitHub();
    expect(await came.browser.call('', { method: 'GET' })).toMatchObject({ body: { user: { email: ada.email } } });
    const unlink = () => ada.call('/identities/github', { method: 'DELETE' });
    await withSystem(api.deps.db, (tx) => tx.session.updateMany({ data: { confirmedAt: new Date(0) } }));
    expect(await unlink()).toMatchObject({ status: 403, body: { error: { code: 'reauthentication_required' } } });
    expect(await ada.call('/identities', { body: { provider: 'github' } })).toMatchObject({ status: 403 });
    await signInAs(api, ada);
    const { userId } = ada;
    const [password] = await withSystem(api.deps.db, (tx) => tx.password.findMany({ where: { userId } }));
    await withSystem(api.deps.db, (tx) => tx.password.deleteMany({ where: { userId } }));
    expect(await unlink()).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
    await withSystem(api.deps.db, (tx) => tx.password.create({ data: { userId, hash: password?.hash ?? '' } }));
    expect(await unlink()).toMatchObject({ status: 200 });
    expect(await unlink()).toMatchObject({ status: 404 });
    // Of single sign-on it is the organization's: without it, who was removed from there would join anew.
    const own = { provider: 'sso_of-theirs', subject: 'ada', userId, email: ada.email };
    await withSystem(api.deps.db, (tx) => tx.linkedIdentity.create({ data: own }));
    expect(await ada.call(`/identities/${own.provider}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await withSystem(api.deps.db, (tx) => tx.linkedIdentity.count({ where: { userId } }))).toBe(1);
    expect(await list()).toEqual([{ provider: 'github', isOffered: true, linked: null }]);
    // Who came in by it is out.
    expect(await came.browser.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    expect(await auditedIn(api, ada.organizationId)).toEqual(['account.link_identity', 'account.unlink_identity']);
  });

  it('is not there where the operator has not set it up', async () => {
    expect(await openBrowser(api).call('/sign-in/provider', { body: { provider: 'google' } })).toMatchObject({
      status: 404,
    });
    expect(await openBrowser(api).call('/sign-in/provider', { body: { provider: 'evil' } })).toMatchObject({
      status: 400,
      body: { error: { param: 'provider' } },
    });
  });
});
