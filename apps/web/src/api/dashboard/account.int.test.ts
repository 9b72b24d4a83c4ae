import { withSystem } from '@modelmint/db/with-system';
import { randomBase62 } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSignIn } from '../../features/account/server/check-sign-in.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';

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
beforeEach(() => withSystem(api.deps.db, (tx) => tx.signInDelay.deleteMany({ where: { key: { startsWith: 'ip:' } } })));

const someEmail = () => `${randomBase62(10).toLowerCase()}@example.com`;
const password = 'violet anchor tundra 93';
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}/api/account/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: api.url, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const signUp = (email: string, more: Record<string, unknown> = {}) =>
  post('sign-up', { email, password, name: 'Ada', organizationName: 'Engines', ...more });
const mailsTo = (recipient: string) =>
  withSystem(api.deps.db, (tx) => tx.mail.findMany({ where: { recipient }, orderBy: { createdAt: 'asc' } }));
const tokenIn = (text: string | undefined) => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const signIn = (email: string, given = password) =>
  checkSignIn(api.deps, { email, password: given, address: '192.0.2.1', knownDevice: null });

describe('sign-up', () => {
  it('mails a link that confirms the address, once', async () => {
    const email = someEmail();
    expect(await signUp(email)).toEqual({ status: 202, body: { status: 'mail_sent' } });
    const [mail] = await mailsTo(email);
    expect(mail?.kind).toBe('verify-email');
    expect(mail?.text).toContain(`${api.url}/verify-email?token=`);
    const token = tokenIn(mail?.text);
    expect(await post('verify-email', { token })).toEqual({ status: 200, body: { status: 'confirmed' } });
    expect(await post('verify-email', { token })).toMatchObject({ status: 400, body: { error: { param: 'token' } } });
    await expect(signIn(email)).resolves.toMatchObject({ email });
  });

  it('answers the same for an address that has an account, and changes nothing', async () => {
    const email = someEmail();
    const first = await signUp(email);
    const second = await signUp(email.toUpperCase(), { password: 'other quiet harbour 7', name: 'Eve' });
    expect(second).toEqual(first);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['verify-email', 'account-exists']);
    await expect(signIn(email, 'other quiet harbour 7')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(signIn(email)).resolves.toMatchObject({ email });
  });

  it('makes one person of two that sign up at the same moment', async () => {
    const email = someEmail();
    const answers = await Promise.all([signUp(email), signUp(email)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await withSystem(api.deps.db, (tx) => tx.user.count({ where: { email } }))).toBe(1);
    expect((await mailsTo(email)).map(({ kind }) => kind).sort()).toEqual(['account-exists', 'verify-email']);
  });

  it.each([
    ['email', { email: 'a@example.com, b@example.com' }],
    ['email', { email: '"a b"@example.com' }],
    ['email', { email: 'аda@example.com' }],
    ['password', { password: 'short' }],
    ['password', { password: 'passwordpassword' }],
    ['name', { name: '  ' }],
    ['name', { name: 'Ada\nEve' }],
    ['organizationName', { organizationName: 'x'.repeat(81) }],
    ['isOperator', { isOperator: true }],
  ])('refuses a wrong %s and says so: %j', async (param, wrong) => {
    const answer = await signUp(someEmail(), wrong);
    expect(answer).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it('takes requests of its own pages only', async () => {
    const body = { email: someEmail(), password, name: 'Ada', organizationName: 'Engines' };
    expect(await post('sign-up', body, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await post('sign-up', body, { origin: 'null' })).toMatchObject({ status: 403 });
    expect(await post('sign-up', body, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await mailsTo(body.email)).toEqual([]);
  });

  it('fills nobody’s inbox', async () => {
    const email = someEmail();
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await signUp(email)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
    expect(await mailsTo(email)).toHaveLength(5);
  });

  it('slows one network down', async () => {
    const key = 'ip:127.0.0.1';
    const until = new Date(Date.now() + 60_000);
    await withSystem(api.deps.db, (tx) => tx.signInDelay.create({ data: { key, failures: 30, nextAllowedAt: until } }));
    const answer = await signUp(someEmail());
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
  });
});

describe('a forgotten password', () => {
  it('is replaced by a link that works once; a weak new one leaves the link alive', async () => {
    const email = someEmail();
    await signUp(email);
    expect(await post('forgot-password', { email })).toEqual({ status: 202, body: { status: 'mail_sent' } });
    await expect.poll(async () => (await mailsTo(email)).map(({ kind }) => kind)).toContain('reset-password');
    const token = tokenIn((await mailsTo(email)).find(({ kind }) => kind === 'reset-password')?.text);
    expect(await post('reset-password', { token, password: 'short' })).toMatchObject({ status: 400 });
    const changed = 'another quiet harbour 7';
    expect(await post('reset-password', { token, password: changed })).toMatchObject({ status: 200 });
    expect(await post('reset-password', { token, password: changed })).toMatchObject({
      status: 400,
      body: { error: { param: 'token' } },
    });
    await expect(signIn(email)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(signIn(email, changed)).resolves.toMatchObject({ email });
  });

  it('answers the same for an address without an account', async () => {
    const email = someEmail();
    expect(await post('forgot-password', { email })).toEqual({ status: 202, body: { status: 'mail_sent' } });
    expect(await mailsTo(email)).toEqual([]);
  });
});

describe('sign-in', () => {
  it('says the same of a wrong password, an unknown address and a disabled account', async () => {
    const email = someEmail();
    await signUp(email);
    const messages = new Set<string>();
    const note = (error: unknown) => messages.add(error instanceof Error ? error.message : '');
    await signIn(email, 'wrong wrong wrong').catch(note);
    await signIn(someEmail()).catch(note);
    await signIn('not an address').catch(note);
    await withSystem(api.deps.db, (tx) => tx.user.update({ where: { email }, data: { disabledAt: new Date() } }));
    await signIn(email).catch(note);
    expect(messages.size).toBe(1);
  });

  it('makes a guesser wait, but not the browser that was here before', async () => {
    const email = someEmail();
    await signUp(email);
    await expect(signIn(email, 'wrong number')).rejects.toMatchObject({ code: 'unauthenticated' });
    const many = { failures: 40, nextAllowedAt: new Date(Date.now() + 60_000) };
    await withSystem(api.deps.db, (tx) => tx.signInDelay.update({ where: { key: `account:${email}` }, data: many }));
    await expect(signIn(email)).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
    const known = { email, password, address: '192.0.2.2', knownDevice: 'a-known-browser' };
    await expect(checkSignIn(api.deps, known)).resolves.toMatchObject({ email });
  });
});
