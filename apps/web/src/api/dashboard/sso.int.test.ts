import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withSystem } from '@modelmint/db/with-system';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSignIn } from '../../features/account/server/check-sign-in.ts';
import { judgeFirstFactor } from '../../features/account/server/judge-first-factor.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';
import { auditedIn, makeVisitor, openBrowser, type TestVisitor, testPassword } from './account-visitor.ts';

let database: TestDatabase;
let api: TestApi;
let idp: Server;
let issuer: string;
/** Claims by account id; whoever signs in at the provider types an id. */
const people = new Map<string, { email?: string; email_verified?: boolean; name?: string }>();

beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  idp = createServer();
  await new Promise<void>((resolve) => idp.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'modelmint',
        client_secret: 'client-secret-of-the-test',
        redirect_uris: [`${api.url}/api/account/sign-in/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['x'.repeat(32)] },
    findAccount: (_context: KoaContextWithOIDC, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people.get(id) }),
    }),
  });
  const answer = provider.callback();
  idp.on('request', (request, response) => void answer(request, response));
  api.deps.env.internalIssuers = [issuer];
});
afterAll(async () => {
  idp.closeAllConnections();
  await new Promise((resolve) => idp.close(resolve));
  await api.close();
  await database.drop();
});
beforeEach(() => withSystem(api.deps.db, (tx) => tx.signInDelay.deleteMany({})));

const system = <T>(run: Parameters<typeof withSystem<T>>[1]) => withSystem(api.deps.db, run);
const isIn = async (who: ReturnType<typeof openBrowser>) => (await who.call('', { method: 'GET' })).status === 200;

const sso = async (who: TestVisitor, method: string, body: object = {}, path = '') => {
  const response = await fetch(`${api.url}/api/organizations/${who.organizationId}/sso${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: api.url,
      cookie: `modelmint.session=${who.cookies.get('modelmint.session')}`,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
let domains = 0;
/** An organization whose domain is proved. */
async function makeSso({ isEnforced = false } = {}) {
  domains += 1;
  const domain = `works-${domains}.example.com`;
  const owner = await makeVisitor(api);
  const input = { issuer, clientId: 'modelmint', clientSecret: 'client-secret-of-the-test', domain };
  const saved = await sso(owner, 'PUT', input);
  expect(saved).toMatchObject({ status: 200, body: { isVerified: false } });
  const { name, value } = saved.body.record as { name: string; value: string };
  api.deps.resolveTxt = async (asked) => (asked === name ? [['v=spf1'], [value.slice(0, 20), value.slice(20)]] : []);
  expect(await sso(owner, 'POST', {}, '/verify-domain')).toMatchObject({ status: 200, body: { isVerified: true } });
  if (isEnforced) expect(await sso(owner, 'PATCH', { isEnforced })).toMatchObject({ status: 200 });
  return { owner, domain, input };
}

/** Follows the browser through the provider's own pages; the answer is the address that it sends the browser back to. */
async function signInAtProvider(start: string, accountId: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | null = null;
  for (let hop = 0; hop < 12; hop += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { method: 'POST', body: form }),
    });
    form = null;
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      if (url.startsWith(api.url)) return url;
      continue;
    }
    const html = await response.text();
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? '';
    url = new URL(action, url).href;
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login: accountId, password: 'x' } : {}) });
  }
  throw new Error('the provider never sent the browser back');
}

/** Back at our callback; the answer is where we send the browser. */
async function comeBack(browser: ReturnType<typeof openBrowser>, url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') browser.cookies.delete(name);
    else browser.cookies.set(name, value);
  }
  return (response.headers.get('location') ?? '').replace(api.url, '');
}

async function begin(email: string, next = '/home') {
  const browser = openBrowser(api);
  const begun = await browser.call('/sign-in/sso', { body: { email, next } });
  expect(begun).toMatchObject({ status: 200 });
  return { browser, url: String(begun.body.url) };
}

async function signInBySso(email: string, accountId: string, next?: string) {
  const { browser, url } = await begin(email, next);
  return { browser, landed: await comeBack(browser, await signInAtProvider(url, accountId)) };
}

describe('single sign-on', () => {
  it('makes a member of somebody new, once, and brings them where they wanted to go', async () => {
    const { owner, domain } = await makeSso();
    const email = `ada@${domain}`;
    people.set(email, { email: email.toUpperCase(), email_verified: true, name: 'Ada\nLovelace' });
    const first = await signInBySso(email, email, '/projects/proj_x/usage?by=day');
    expect(first.landed).toBe('/projects/proj_x/usage?by=day');
    const account = await first.browser.call('', { method: 'GET' });
    expect(account.body.user).toMatchObject({ email, name: 'Ada Lovelace', isVerified: true });
    expect(account.body.organizations).toMatchObject([{ organizationId: owner.organizationId, role: 'MEMBER' }]);
    expect((await signInBySso(email, email)).landed).toBe('/home');
    expect(await system((tx) => tx.user.count({ where: { email } }))).toBe(1);
    const log = await auditedIn(api, owner.organizationId);
    expect(log).toEqual(['sso.save', 'sso.verify_domain', 'sso.join']);
    const [session] = await system((tx) => tx.session.findMany({ where: { user: { email } } }));
    expect(session?.method).toBe('sso');
  });

  it('brings nobody back who has left or was removed, or who may see less than somebody new', async () => {
    const { owner, domain } = await makeSso();
    const email = `grace@${domain}`;
    people.set('grace', { email });
    const { browser } = await signInBySso(email, 'grace');
    const { organizationId } = owner;
    const where = { organizationId, user: { email } };
    await system((tx) => tx.member.updateMany({ where, data: { role: 'VIEWER', isLimited: true } }));
    const response = await fetch(`${api.url}/api/organizations/${organizationId}/leave`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: api.url,
        cookie: `modelmint.session=${browser.cookies.get('modelmint.session')}`,
      },
      body: '{}',
    });
    expect(response.status).toBe(200);
    const again = await signInBySso(email, 'grace');
    expect(again.landed).toBe('/home');
    expect((await again.browser.call('', { method: 'GET' })).body.organizations).toEqual([]);
    expect(await system((tx) => tx.member.count({ where }))).toBe(0);
  });

  it('makes one person of two first visits at one moment', async () => {
    const { domain } = await makeSso();
    const email = `twin@${domain}`;
    people.set('twin', { email });
    const visits = [await begin(email), await begin(email)];
    const backs = await Promise.all(visits.map(({ url }) => signInAtProvider(url, 'twin')));
    const landed = await Promise.all(visits.map(({ browser }, at) => comeBack(browser, backs[at] ?? '')));
    expect(landed).toEqual(['/home', '/home']);
    expect(await system((tx) => tx.user.count({ where: { email } }))).toBe(1);
  });

  it('speaks for addresses of its own domain only', async () => {
    const { domain } = await makeSso();
    const victim = await makeVisitor(api);
    people.set('mallory', { email: victim.email, email_verified: true });
    people.set('sub', { email: `a@sub.${domain}` });
    people.set('unproved', { email: `b@${domain}`, email_verified: false });
    people.set('none', {});
    for (const id of ['mallory', 'sub', 'unproved', 'none']) {
      const { landed, browser } = await signInBySso(`x@${domain}`, id);
      expect(landed).toBe('/sign-in?problem=refused');
      expect(await isIn(browser)).toBe(false);
    }
    expect(await system((tx) => tx.linkedIdentity.count({ where: { userId: victim.userId } }))).toBe(0);
  });

  it('takes each way back once, in the browser that began it, with its own state', async () => {
    const { domain } = await makeSso();
    people.set('eve', { email: `eve@${domain}` });
    const { browser, url } = await begin(`eve@${domain}`);
    const back = await signInAtProvider(url, 'eve');
    const expired = '/sign-in?problem=expired';
    expect(await comeBack(openBrowser(api), back)).toBe(expired);
    const other = await begin(`eve@${domain}`);
    expect(await comeBack(other.browser, back)).toBe('/sign-in?problem=refused');
    const cookies = new Map(browser.cookies);
    expect(await comeBack(browser, back)).toBe('/home');
    expect(await comeBack({ ...browser, cookies }, back)).toBe(expired);
    const denied = await begin(`eve@${domain}`);
    const state = new URL(denied.url).searchParams.get('state');
    const path = `${api.url}/api/account/sign-in/callback?error=access_denied&state=${state}`;
    expect(await comeBack(denied.browser, path)).toBe('/sign-in?problem=refused');
  });

  it('leads to paths of this site only', async () => {
    const { domain } = await makeSso();
    people.set('fay', { email: `fay@${domain}` });
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      expect((await signInBySso(`fay@${domain}`, 'fay', next)).landed).toBe('/');
    const sent = await begin(`fay@${domain}`);
    expect(new URL(sent.url).searchParams.get('redirect_uri')).toBe(`${api.url}/api/account/sign-in/callback`);
  });

  it('can be the only way for its domain, but for the owners', async () => {
    const { owner, domain } = await makeSso({ isEnforced: true });
    const bob = await makeVisitor(api);
    const email = `bob@${domain}`;
    await system((tx) => tx.user.update({ where: { id: bob.userId }, data: { email } }));
    const person = await checkSignIn(api.deps, {
      email,
      password: testPassword,
      address: '192.0.2.1',
      knownDevice: null,
    });
    for (const method of ['password', 'magic_link', 'passkey', 'github'] as const)
      await expect(judgeFirstFactor(api.deps, { userId: person.id, method })).rejects.toMatchObject({
        code: 'permission_denied',
      });
    people.set('bob', { email });
    expect((await signInBySso(email, 'bob')).landed).toBe('/home');
    await system((tx) => tx.user.update({ where: { id: owner.userId }, data: { email: `own@${domain}` } }));
    const own = await judgeFirstFactor(api.deps, { userId: owner.userId, method: 'password' });
    expect(own).toEqual({ outcome: 'pass' });
  });

  it('closes no way while its organization is being deleted, and is none itself', async () => {
    const { owner, domain } = await makeSso({ isEnforced: true });
    const bob = await makeVisitor(api);
    const email = `bob@${domain}`;
    await system((tx) => tx.user.update({ where: { id: bob.userId }, data: { email } }));
    const end = (deleteRequestedAt: Date | null) =>
      system((tx) => tx.organization.update({ where: { id: owner.organizationId }, data: { deleteRequestedAt } }));
    await end(new Date());
    expect(await openBrowser(api).call('/sign-in/sso', { body: { email } })).toMatchObject({ status: 400 });
    const judge = () => judgeFirstFactor(api.deps, { userId: bob.userId, method: 'password' });
    expect(await judge()).toEqual({ outcome: 'pass' });
    await end(null);
    await expect(judge()).rejects.toMatchObject({ code: 'permission_denied' });
  });
});

describe('its settings', () => {
  it('show no secret, send it to no other issuer, and forget identities of the one before', async () => {
    const { owner, domain, input } = await makeSso();
    const shown = await sso(owner, 'GET');
    expect(JSON.stringify(shown.body)).not.toContain(input.clientSecret);
    const { clientSecret: _, ...without } = input;
    expect(await sso(owner, 'PUT', { ...without, defaultRole: 'VIEWER' })).toMatchObject({
      status: 200,
      body: { isVerified: true, defaultRole: 'VIEWER' },
    });
    expect(await sso(owner, 'PUT', { ...without, issuer: 'https://other.example' })).toMatchObject({
      status: 400,
      body: { error: { param: 'clientSecret' } },
    });
    const moved = await sso(owner, 'PUT', { ...without, domain: `next.${domain}` });
    expect(moved).toMatchObject({ status: 200, body: { isVerified: false } });
    expect(moved.body.id).not.toBe((shown.body.sso as { id: string }).id);
  });

  it.each([
    ['http://id.example.com', 'https'],
    ['https://127.0.0.1:1', 'public'],
    ['https://[::1]', 'public'],
    ['https://10.0.0.1/realm', 'public'],
    ['https://169.254.169.254/latest', 'public'],
    ['https://[::ffff:a9fe:a9fe]', 'public'],
    ['https://2130706433', 'public'],
    ['https://localhost:9', 'public'],
    ['https://user:pw@example.com', 'password'],
    ['file:///etc/passwd', 'https'],
  ])('ask nothing at %s', async (address, word) => {
    const owner = await makeVisitor(api);
    const input = { issuer: address, clientId: 'x', clientSecret: 'x', domain: 'works.example.com' };
    const refused = await sso(owner, 'PUT', input);
    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'issuer' } } });
    expect(JSON.stringify(refused.body)).toContain(word);
  });

  it.each([
    ['issuer', { issuer: 'nothing' }],
    ['domain', { domain: 'not a domain' }],
    ['domain', { domain: 'ada@example.com' }],
    ['defaultRole', { defaultRole: 'OWNER' }],
    ['clientId', { clientId: ' ' }],
  ])('refuse a wrong %s: %j', async (param, wrong) => {
    const owner = await makeVisitor(api);
    const input = { issuer, clientId: 'modelmint', clientSecret: 'x', domain: 'works.example.com', ...wrong };
    expect(await sso(owner, 'PUT', input)).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it('are not saved over what somebody else has saved meanwhile', async () => {
    const { owner, input } = await makeSso();
    const { clientSecret: _, ...without } = input;
    const { issuer: at, clientId, domain } = input;
    const was = { issuer: at, clientId, domain, defaultRole: 'MEMBER' };
    expect(await sso(owner, 'PUT', { ...input, was: 'none' })).toMatchObject({ status: 409 });
    expect(await sso(owner, 'PUT', { ...without, defaultRole: 'BILLING', was })).toMatchObject({ status: 200 });
    expect(await sso(owner, 'PUT', { ...without, defaultRole: 'VIEWER', was })).toMatchObject({
      status: 409,
      body: { error: { param: 'was' } },
    });
  });

  it('count only where the domain is proved, which one organization alone can', async () => {
    const { owner: first, domain, input } = await makeSso();
    const second = await makeVisitor(api);
    const saved = await sso(second, 'PUT', input);
    expect(await sso(second, 'POST', {}, '/verify-domain')).toMatchObject({ status: 400 });
    expect(await sso(second, 'PATCH', { isEnforced: true })).toMatchObject({ status: 400 });
    const { value } = saved.body.record as { value: string };
    api.deps.resolveTxt = async () => [[value]];
    expect(await sso(second, 'POST', {}, '/verify-domain')).toMatchObject({ status: 409 });
    expect(await sso(first, 'DELETE')).toMatchObject({ status: 200 });
    expect(await openBrowser(api).call('/sign-in/sso', { body: { email: `a@${domain}` } })).toMatchObject({
      status: 400,
      body: { error: { param: 'email' } },
    });
    expect(await sso(second, 'POST', {}, '/verify-domain')).toMatchObject({ status: 200 });
    await system((tx) =>
      tx.session.updateMany({
        where: { userId: second.userId },
        data: { confirmedAt: new Date(Date.now() - 660_000) },
      }),
    );
    for (const [method, body, path] of [
      ['PUT', input, ''],
      ['PATCH', { isEnforced: true }, ''],
      ['DELETE', {}, ''],
    ] as const)
      expect(await sso(second, method, body, path)).toMatchObject({
        status: 403,
        body: { error: { code: 'reauthentication_required' } },
      });
  });
});
