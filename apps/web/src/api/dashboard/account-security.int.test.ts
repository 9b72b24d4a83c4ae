import { withSystem } from '@modelmint/db/with-system';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeFirstFactor } from '../../features/account/server/judge-first-factor.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';
import { auditedIn, makeVisitor, openBrowser, signInAs, type TestVisitor, testPassword } from './account-visitor.ts';

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
const refusal = (status: number, error: Record<string, unknown> = {}) => ({ status, body: { error } });
const longAgo = () => new Date(Date.now() - 11 * 60_000);
const makeOld = ({ userId }: TestVisitor) =>
  system((tx) => tx.session.updateMany({ where: { userId }, data: { confirmedAt: longAgo() } }));
/** The code of an app; `step` periods from now. */
const codeOf = (secret: string, step = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 });

async function turnOn(visitor: TestVisitor): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await visitor.call('/two-factor');
  const secret = String(begun.body.secret);
  const { body, status } = await visitor.call('/two-factor/confirm', { body: { code: codeOf(secret, -1) } });
  expect(status).toBe(200);
  return { secret, recoveryCodes: body.recoveryCodes as string[] };
}

/** The first step with the right password, as next-auth's handler goes on from there. */
async function firstStep(userId: string) {
  const judged = await judgeFirstFactor(api.deps, { userId, method: 'password' });
  const browser = openBrowser(api);
  if (judged.outcome === 'second_factor') browser.cookies.set('modelmint.challenge', judged.token);
  return { judged, browser };
}

describe('sessions', () => {
  it('are listed with device and address, and ended one by one or all others at once', async () => {
    const ada = await makeVisitor(api);
    const other = { ...ada, ...openBrowser(api) };
    await signInAs(api, other);
    await signInAs(api, { ...ada, cookies: new Map() });
    const listed = await ada.call('/sessions', { method: 'GET' });
    const rows = listed.body.data as { id: string; device: string; address: string; isCurrent: boolean }[];
    expect(rows.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
    expect(rows[0]).toMatchObject({ device: 'Firefox on Linux', address: '192.0.2.7', method: 'password' });
    expect(JSON.stringify(rows)).not.toContain(ada.cookies.get('modelmint.session'));
    const mine = await other.call('/sessions', { method: 'GET' });
    const [{ id = '' } = {}] = mine.body.data as { id: string }[];
    const eve = await makeVisitor(api);
    expect(await eve.call(`/sessions/${id}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await ada.call(`/sessions/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await other.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    expect(await ada.call('/sessions', { method: 'DELETE' })).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(await ada.call('', { method: 'GET' })).toMatchObject({ status: 200 });
  });

  it('take a visible name of one line', async () => {
    const ada = await makeVisitor(api);
    expect(await ada.call('', { method: 'PATCH', body: { name: 'Grace' } })).toMatchObject({ status: 200 });
    for (const name of ['', 'a\nb', 'a\u200bb', 'x'.repeat(81), 'x'.repeat(900_000)])
      expect(await ada.call('', { method: 'PATCH', body: { name } })).toMatchObject(refusal(400, { param: 'name' }));
    expect(await ada.call('', { method: 'GET' })).toMatchObject({ body: { user: { name: 'Grace' } } });
  });

  it('take a language that we have, for their mails', async () => {
    const ada = await makeVisitor(api);
    const change = (body: object) => ada.call('', { method: 'PATCH', body });
    expect(await change({ language: 'zh-CN' })).toMatchObject({ status: 200, body: { language: 'zh-CN' } });
    expect(await change({ language: 'fr' })).toMatchObject(refusal(400, { param: 'language' }));
    expect(await change({})).toMatchObject(refusal(400));
    const kept = await system((tx) => tx.user.findUnique({ where: { id: ada.userId }, select: { language: true } }));
    expect(kept).toEqual({ language: 'zh-CN' });
  });
});

describe('a new password', () => {
  it('wants the old one, ends all other sessions and is written into the audit log', async () => {
    const ada = await makeVisitor(api);
    const other = { ...ada, ...openBrowser(api) };
    await signInAs(api, other);
    const password = 'another quiet harbour 7';
    const change = (body: object) => ada.call('/password', { body });
    expect(await change({ currentPassword: 'wrong', password })).toMatchObject(
      refusal(400, { param: 'currentPassword' }),
    );
    expect(await change({ password })).toMatchObject(refusal(400, { param: 'currentPassword' }));
    expect(await change({ currentPassword: testPassword, password: 'short' })).toMatchObject(
      refusal(400, { param: 'password' }),
    );
    expect(await change({ currentPassword: testPassword, password })).toMatchObject({ status: 200 });
    expect(await other.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    expect(await ada.call('', { method: 'GET' })).toMatchObject({ status: 200 });
    expect(await auditedIn(api, ada.organizationId)).toEqual(['account.change_password']);
  });
});

describe('what is dangerous', () => {
  it('asks who one is, once the last answer is ten minutes old', async () => {
    const ada = await makeVisitor(api);
    await makeOld(ada);
    const again = refusal(403, { code: 'reauthentication_required' });
    expect(await ada.call('/two-factor')).toMatchObject(again);
    expect(await ada.call('/passkeys/question')).toMatchObject(again);
    expect(await ada.call('/email-change', { body: { email: 'x@example.com' } })).toMatchObject(again);
    expect(await ada.call('', { method: 'DELETE', body: { email: ada.email } })).toMatchObject(again);
    expect(await ada.call('/confirm-identity', { body: { password: 'wrong' } })).toMatchObject(
      refusal(400, { param: 'password' }),
    );
    expect(await ada.call('/confirm-identity', { body: {} })).toMatchObject({ status: 400 });
    expect(await ada.call('/confirm-identity', { body: { code: '123456' } })).toMatchObject({ status: 400 });
    expect(await ada.call('/two-factor')).toMatchObject(again);
    expect(await ada.call('/confirm-identity', { body: { password: testPassword } })).toMatchObject({ status: 200 });
    expect(await ada.call('/two-factor')).toMatchObject({ status: 200 });
  });
});

describe('codes from an app', () => {
  it('are asked for at sign-in, each works once, and a new session begins with them', async () => {
    const ada = await makeVisitor(api);
    const before = { ...ada, ...openBrowser(api) };
    await signInAs(api, before);
    const { secret } = await turnOn(ada);
    expect(await before.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    const stored = await system((tx) => tx.twoFactor.findUniqueOrThrow({ where: { userId: ada.userId } }));
    expect(stored.sealedSecret).not.toContain(secret);
    const { judged, browser } = await firstStep(ada.userId);
    expect(judged.outcome).toBe('second_factor');
    expect(await browser.call('', { method: 'GET' })).toMatchObject({ status: 401 });
    const give = (code: string, who = browser) => who.call('/sign-in/second-factor', { body: { code } });
    expect(await give('000000')).toMatchObject(refusal(400, { param: 'code' }));
    // The code that turned it on is used up.
    expect(await give(codeOf(secret, -1))).toMatchObject({ status: 400 });
    const code = codeOf(secret);
    browser.cookies.set('modelmint.session', 'A'.repeat(43));
    expect(await give(code)).toMatchObject({ status: 200, body: { status: 'signed_in' } });
    expect(browser.cookies.get('modelmint.session')).not.toBe('A'.repeat(43));
    expect(browser.cookies.has('modelmint.challenge')).toBe(false);
    expect(await browser.call('', { method: 'GET' })).toMatchObject({ status: 200 });
    const replayed = await firstStep(ada.userId);
    expect(await give(code, replayed.browser)).toMatchObject({ status: 400 });
    expect(await auditedIn(api, ada.organizationId)).toEqual(['account.turn_on_two_factor']);
  });

  it('give way to ten recovery codes, each once', async () => {
    const ada = await makeVisitor(api);
    const { recoveryCodes } = await turnOn(ada);
    expect(new Set(recoveryCodes).size).toBe(10);
    const kept = await system((tx) => tx.recoveryCode.findMany({ where: { userId: ada.userId } }));
    expect(JSON.stringify(kept)).not.toContain(recoveryCodes[0]?.replaceAll('-', ''));
    const first = await firstStep(ada.userId);
    const body = { code: ` ${recoveryCodes[0]?.toUpperCase()} ` };
    expect(await first.browser.call('/sign-in/second-factor', { body })).toMatchObject({ status: 200 });
    const second = await firstStep(ada.userId);
    expect(await second.browser.call('/sign-in/second-factor', { body })).toMatchObject({ status: 400 });
    const renewed = await ada.call('/recovery-codes');
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await auditedIn(api, ada.organizationId)).at(-1)).toBe('account.replace_recovery_codes');
    const old = { code: recoveryCodes[1] };
    expect(await second.browser.call('/sign-in/second-factor', { body: old })).toMatchObject({ status: 400 });
    expect(await ada.call('/two-factor', { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await firstStep(ada.userId)).toMatchObject({ judged: { outcome: 'pass' } });
  });

  it('make a guesser wait, and are worth nothing without the first step or for somebody else', async () => {
    const ada = await makeVisitor(api);
    const eve = await makeVisitor(api);
    const { secret } = await turnOn(ada);
    await turnOn(eve);
    const code = codeOf(secret);
    expect(await openBrowser(api).call('/sign-in/second-factor', { body: { code } })).toMatchObject(
      refusal(400, { code: 'invalid_state' }),
    );
    const { browser } = await firstStep(eve.userId);
    const codes = [code, '111111', '222222', '333333', '444444'];
    const statuses = [];
    for (const one of codes)
      statuses.push((await browser.call('/sign-in/second-factor', { body: { code: one } })).status);
    expect(statuses).toEqual([400, 400, 400, 400, 429]);
  });

  it('are not turned on twice, nor by a wrong code', async () => {
    const ada = await makeVisitor(api);
    expect(await ada.call('/two-factor/confirm', { body: { code: '123456' } })).toMatchObject({ status: 400 });
    await ada.call('/two-factor');
    expect(await ada.call('/two-factor/confirm', { body: { code: 'abc' } })).toMatchObject(
      refusal(400, { param: 'code' }),
    );
    expect(await firstStep(ada.userId)).toMatchObject({ judged: { outcome: 'pass' } });
    await turnOn(ada);
    expect(await ada.call('/two-factor')).toMatchObject(refusal(400, { code: 'invalid_state' }));
  });
});
