import { withSystem } from '@modelmint/db/with-system';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../start-test-api.ts';
import { auditedIn, makeVisitor, openBrowser, type TestVisitor, tokenMailed } from './account-visitor.ts';
import { TestAuthenticator } from './test-authenticator.ts';

let database: TestDatabase;
let api: TestApi;
let site: { origin: string; rpID: string };
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  site = { origin: api.url, rpID: '127.0.0.1' };
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
beforeEach(() => withSystem(api.deps.db, (tx) => tx.signInDelay.deleteMany({})));

type Browser = ReturnType<typeof openBrowser>;
const isIn = async (who: Browser) => (await who.call('', { method: 'GET' })).status === 200;
const challengeOf = (body: Record<string, unknown>) => (body.options as { challenge: string }).challenge;
const ask = async (who: Browser) => challengeOf((await who.call('/passkey-question')).body);
const refused = { status: 400, body: { error: { param: 'passkey' } } };

async function add(
  who: TestVisitor,
  device: TestAuthenticator,
  change: Parameters<TestAuthenticator['register']>[1] = {},
) {
  const challenge = challengeOf((await who.call('/passkeys/question')).body);
  return who.call('/passkeys', { body: { name: 'Laptop', answer: device.register(challenge, change) } });
}
const signIn = (who: Browser, answer: object) => who.call('/sign-in/passkey', { body: { answer } });

describe('a passkey', () => {
  it('is added, named, signs in without a password or a code, and is removed', async () => {
    const ada = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    expect(await add(ada, device)).toMatchObject({ status: 201 });
    expect(await add(ada, device)).toMatchObject({ status: 409 });
    const [row] = (await ada.call('/passkeys', { method: 'GET' })).body.data as { id: string; name: string }[];
    expect(row).toMatchObject({ name: 'Laptop' });
    expect(row).not.toHaveProperty('publicKey');
    const path = `/passkeys/${row?.id}`;
    expect(await ada.call(path, { method: 'PATCH', body: { name: 'Work' } })).toMatchObject({ status: 200 });
    const browser = openBrowser(api);
    expect(await signIn(browser, device.answer(await ask(browser)))).toMatchObject({ body: { status: 'signed_in' } });
    expect(await isIn(browser)).toBe(true);
    const eve = await makeVisitor(api);
    expect(await eve.call(path, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await eve.call(path, { method: 'PATCH', body: { name: 'Mine' } })).toMatchObject({ status: 404 });
    expect(await ada.call(path, { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await isIn(browser)).toBe(false);
    expect(await signIn(browser, device.answer(await ask(browser)))).toMatchObject(refused);
    expect(await auditedIn(api, ada.organizationId)).toEqual(['account.add_passkey', 'account.remove_passkey']);
  });

  it('answers each question once, in the browser that was asked, for this site, with the person there', async () => {
    const ada = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    await add(ada, device);
    const browser = openBrowser(api);
    const answer = device.answer(await ask(browser));
    const other = openBrowser(api);
    await ask(other);
    expect(await signIn(other, answer)).toMatchObject(refused);
    const cookies = new Map(browser.cookies);
    expect(await signIn(browser, answer)).toMatchObject({ status: 200 });
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(await signIn(browser, answer)).toMatchObject(refused);
    const fresh = openBrowser(api);
    const tries = [
      async () => device.answer(await ask(fresh), { origin: 'https://evil.example' }),
      async () => device.answer(await ask(fresh), { rpID: 'evil.example' }),
      async () => device.answer(await ask(fresh), { isVerified: false }),
      async () => new TestAuthenticator(site).answer(await ask(fresh)),
      async () => ({ ...new TestAuthenticator(site).answer(await ask(fresh)), id: device.id.toString('base64url') }),
    ];
    for (const attempt of tries) expect(await signIn(fresh, await attempt())).toMatchObject(refused);
    expect(await isIn(fresh)).toBe(false);
    expect(await signIn(fresh, { id: 'x' })).toMatchObject({ status: 400 });
  });

  it('that was copied is told by its counter', async () => {
    const ada = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    await add(ada, device, { counter: 5 });
    const browser = openBrowser(api);
    expect(await signIn(browser, device.answer(await ask(browser), { counter: 9 }))).toMatchObject({ status: 200 });
    expect(await signIn(browser, device.answer(await ask(browser), { counter: 7 }))).toMatchObject(refused);
  });

  it('is not added by an answer to another question, from another site, or for somebody else', async () => {
    const ada = await makeVisitor(api);
    const eve = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    expect(await add(ada, device, { origin: 'https://evil.example' })).toMatchObject({ status: 400 });
    expect(await add(ada, device, { isVerified: false })).toMatchObject({ status: 400 });
    const question = await ada.call('/passkeys/question');
    const body = { name: 'Laptop', answer: device.register(challengeOf(question.body)) };
    eve.cookies.set('modelmint.challenge', ada.cookies.get('modelmint.challenge') ?? '');
    expect(await eve.call('/passkeys', { body })).toMatchObject({ status: 400 });
    expect(await ada.call('/passkeys', { body })).toMatchObject({ status: 400 });
    expect((await ada.call('/passkeys', { method: 'GET' })).body.data).toEqual([]);
  });

  it('of whoever signed up with somebody else’s address ends when its owner chooses a password', async () => {
    const eve = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    await add(eve, device);
    const where = { id: eve.userId };
    await withSystem(api.deps.db, (tx) => tx.user.update({ where, data: { emailVerified: null } }));
    const owner = openBrowser(api);
    await owner.call('/forgot-password', { body: { email: eve.email } });
    const token = await tokenMailed(api, eve.email, 'reset-password');
    const body = { token, password: 'another quiet harbour 7' };
    expect(await owner.call('/reset-password', { body })).toMatchObject({ status: 200 });
    expect(await signIn(owner, device.answer(await ask(owner)))).toMatchObject(refused);
    expect(await auditedIn(api, eve.organizationId)).toEqual(['account.add_passkey', 'account.change_password']);
  });

  it('says who one is, for one’s own account only', async () => {
    const ada = await makeVisitor(api);
    const eve = await makeVisitor(api);
    const device = new TestAuthenticator(site);
    await add(ada, device);
    const confirm = async (who: TestVisitor) =>
      who.call('/confirm-identity', { body: { passkey: device.answer(await ask(who)) } });
    const long = { confirmedAt: new Date(Date.now() - 660_000) };
    await withSystem(api.deps.db, (tx) => tx.session.updateMany({ data: long }));
    expect(await confirm(eve)).toMatchObject({ status: 400 });
    expect(await eve.call('/two-factor')).toMatchObject({ status: 403 });
    expect(await confirm(ada)).toMatchObject({ status: 200 });
    expect(await ada.call('/two-factor')).toMatchObject({ status: 200 });
  });
});
