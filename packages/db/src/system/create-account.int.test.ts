import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWallet } from '../ledger/read-wallet.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { withSystem } from '../with-system.ts';
import { confirmEmail } from './confirm-email.ts';
import { createAccount } from './create-account.ts';
import { createEmailToken } from './create-email-token.ts';
import { createOperator, operatorSetupKey } from './create-operator.ts';
import { createSession } from './create-session.ts';
import { endSession, endSessionsOf } from './end-sessions.ts';
import { findAccount } from './find-account.ts';
import { findProjectMembership, listMemberships } from './find-membership.ts';
import { findSession } from './find-session.ts';
import { resetPassword } from './reset-password.ts';
import { sweepAccounts } from './sweep-accounts.ts';
import { forgetAttempts, takeDelayedAttempt, takeWindowedAttempt } from './take-attempt.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'accounts test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const someEmail = () => `${randomBytes(6).toString('hex')}@example.com`;
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
const account = (email = someEmail()) => ({ email, name: 'Ada', organizationName: 'Ada & Co.', passwordHash: '$x' });
const make = async (email = someEmail()) => {
  const created = await createAccount(db, account(email));
  if (created === null) throw new Error('the address is taken');
  return { ...created, email };
};

describe('an account', () => {
  it('comes with an organization, a project, a wallet and trial credit', async () => {
    const { userId, organizationId, projectId } = await make();
    const membership = await findProjectMembership(db, { projectId, userId });
    expect(membership).toMatchObject({ organizationId, role: 'OWNER', projectName: 'Default' });
    expect(await listMemberships(db, userId)).toMatchObject([{ organizationId, projects: [{ id: projectId }] }]);
    const wallet = await withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
    expect(wallet.availableMicros).toBe(5_000_000n);
  });

  it('is made once, also when two ask at the same moment', async () => {
    const email = someEmail();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => createAccount(db, account(email))));
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
    expect(await withSystem(db, (tx) => tx.user.count({ where: { email } }))).toBe(1);
    const mine = outcomes.find((outcome) => outcome !== null);
    // What the losers began is gone with them.
    expect(await withSystem(db, (tx) => tx.member.count({ where: { userId: mine?.userId ?? '' } }))).toBe(1);
  });

  it('gets a slug of its own for a name that others have', async () => {
    const [a, b] = await Promise.all([make(), make()]);
    const slugs = await withSystem(db, (tx) =>
      tx.organization.findMany({ where: { id: { in: [a.organizationId, b.organizationId] } }, select: { slug: true } }),
    );
    expect(new Set(slugs.map(({ slug }) => slug)).size).toBe(2);
    for (const { slug } of slugs) expect(slug).toMatch(/^ada-co(-[0-9a-z]{5})?$/);
  });

  it('is foreign to everybody else', async () => {
    const [a, b] = [await make(), await make()];
    expect(await findProjectMembership(db, { projectId: a.projectId, userId: b.userId })).toBeNull();
  });
});

describe('a session', () => {
  const start = async (userId: string, expiresInMs = 60_000) => {
    const sessionHash = hashOf(randomBytes(8).toString('hex'));
    await createSession(db, { sessionHash, userId, expires: new Date(Date.now() + expiresInMs), userAgent: 'test' });
    return sessionHash;
  };

  it('lives until it is ended, and ends alone', async () => {
    const { userId, email } = await make();
    const [one, other] = [await start(userId), await start(userId)];
    expect(await findSession(db, one)).toMatchObject({ user: { id: userId, email, emailVerified: null } });
    await endSession(db, one);
    expect(await findSession(db, one)).toBeNull();
    expect(await findSession(db, other)).not.toBeNull();
    expect(await endSessionsOf(db, userId)).toBe(1);
    expect(await findSession(db, other)).toBeNull();
  });

  it('is over after its time, after a day of silence, and when the person is disabled', async () => {
    const { userId } = await make();
    expect(await findSession(db, await start(userId, -1))).toBeNull();
    const idle = await start(userId);
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000 - 1_000);
    await withSystem(db, (tx) => tx.session.update({ where: { sessionToken: idle }, data: { lastSeenAt: dayAgo } }));
    expect(await findSession(db, idle)).toBeNull();
    const live = await start(userId);
    await withSystem(db, (tx) => tx.user.update({ where: { id: userId }, data: { disabledAt: new Date() } }));
    expect(await findSession(db, live)).toBeNull();
  });

  it('is seen when it is used', async () => {
    const { userId } = await make();
    const hash = await start(userId);
    const hourAgo = new Date(Date.now() - 3600 * 1000);
    await withSystem(db, (tx) => tx.session.update({ where: { sessionToken: hash }, data: { lastSeenAt: hourAgo } }));
    expect(await findSession(db, hash)).not.toBeNull();
    const row = await withSystem(db, (tx) => tx.session.findUniqueOrThrow({ where: { sessionToken: hash } }));
    expect(row.lastSeenAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is swept away when it is over', async () => {
    const { userId } = await make();
    const [over, live] = [await start(userId, -1), await start(userId)];
    await sweepAccounts(db);
    const left = await withSystem(db, (tx) =>
      tx.session.findMany({ where: { userId }, select: { sessionToken: true } }),
    );
    expect(left).toEqual([{ sessionToken: live }]);
    expect(over).not.toBe(live);
  });
});

describe('a link in a mail', () => {
  const link = async (userId: string, kind: 'VERIFY' | 'RESET', expiresInMs = 60_000) => {
    const tokenHash = hashOf(randomBytes(8).toString('hex'));
    await createEmailToken(db, { userId, kind, tokenHash, expiresAt: new Date(Date.now() + expiresInMs) });
    return tokenHash;
  };

  it('confirms once, also when opened twice at the same moment', async () => {
    const { userId, email } = await make();
    const tokenHash = await link(userId, 'VERIFY');
    const outcomes = await Promise.all([1, 2, 3].map(() => confirmEmail(db, tokenHash)));
    expect(outcomes.filter((outcome) => outcome !== null)).toEqual([{ userId }]);
    expect((await findAccount(db, email))?.emailVerified).not.toBeNull();
  });

  it('does not serve late, nor for another purpose', async () => {
    const { userId } = await make();
    expect(await confirmEmail(db, await link(userId, 'VERIFY', -1))).toBeNull();
    expect(await confirmEmail(db, await link(userId, 'RESET'))).toBeNull();
    expect(await resetPassword(db, { tokenHash: await link(userId, 'VERIFY'), passwordHash: '$y' })).toBeNull();
  });

  it('resets once, ends every session and the other links', async () => {
    const { userId, email } = await make();
    const sessionHash = hashOf('reset test');
    await createSession(db, { sessionHash, userId, expires: new Date(Date.now() + 60_000), userAgent: null });
    const [tokenHash, other] = [await link(userId, 'RESET'), await link(userId, 'RESET')];
    expect(await resetPassword(db, { tokenHash, passwordHash: '$y' })).toEqual({ userId, email });
    expect(await findSession(db, sessionHash)).toBeNull();
    expect(await findAccount(db, email)).toMatchObject({ passwordHash: '$y' });
    expect(await resetPassword(db, { tokenHash, passwordHash: '$z' })).toBeNull();
    expect(await resetPassword(db, { tokenHash: other, passwordHash: '$z' })).toBeNull();
    expect(await findAccount(db, email)).toMatchObject({ passwordHash: '$y' });
  });
});

describe('attempts', () => {
  it('wait longer after each failure, also when made at the same moment', async () => {
    const key = `account:${someEmail()}`;
    const outcomes = [];
    for (let i = 0; i < 4; i += 1) outcomes.push(await takeDelayedAttempt(db, key));
    expect(outcomes.every(({ isAllowed }) => isAllowed)).toBe(true);
    const row = await withSystem(db, (tx) => tx.signInDelay.findUniqueOrThrow({ where: { key } }));
    expect(row.nextAllowedAt.getTime() - row.updatedAt.getTime()).toBe(1_000);
    // The wait is over: of ten at once, one is let through.
    const over = { failures: 10, nextAllowedAt: new Date(0) };
    await withSystem(db, (tx) => tx.signInDelay.update({ where: { key }, data: over }));
    const parallel = await Promise.all(Array.from({ length: 10 }, () => takeDelayedAttempt(db, key)));
    expect(parallel.filter(({ isAllowed }) => isAllowed)).toHaveLength(1);
    const next = parallel.find(({ isAllowed }) => !isAllowed);
    expect(next && !next.isAllowed ? next.retryAfterMs : 0).toBeGreaterThan(30_000);
    await forgetAttempts(db, key);
    expect(await takeDelayedAttempt(db, key)).toEqual({ isAllowed: true });
  });

  it('never wait longer than a minute', async () => {
    const key = `account:${someEmail()}`;
    await withSystem(db, (tx) => tx.signInDelay.create({ data: { key, failures: 500, nextAllowedAt: new Date(0) } }));
    expect(await takeDelayedAttempt(db, key)).toEqual({ isAllowed: true });
    const refused = await takeDelayedAttempt(db, key);
    expect(refused.isAllowed ? 0 : refused.retryAfterMs).toBeGreaterThan(30_000);
    expect(refused.isAllowed ? 0 : refused.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('are counted in a window that begins with the first', async () => {
    const limit = { key: `ip:${newId('request')}`, attemptsMax: 3, windowSeconds: 60 };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => takeWindowedAttempt(db, limit)));
    expect(outcomes.filter(({ isAllowed }) => isAllowed)).toHaveLength(3);
    const past = { nextAllowedAt: new Date(0) };
    await withSystem(db, (tx) => tx.signInDelay.update({ where: { key: limit.key }, data: past }));
    expect(await takeWindowedAttempt(db, limit)).toEqual({ isAllowed: true });
  });
});

describe('the operator', () => {
  const open = (token: string, expiresInMs = 60_000) => {
    const value = { tokenHash: hashOf(token), expiresAt: new Date(Date.now() + expiresInMs).toISOString() };
    return withSystem(db, (tx) =>
      tx.setting.upsert({
        where: { key: operatorSetupKey },
        create: { key: operatorSetupKey, value },
        update: { value },
      }),
    );
  };

  it('is set up once, by the right link, in its time', async () => {
    const operator = () => ({ ...account(), isOperator: true, emailVerified: new Date() });
    await open('right', -1);
    expect(await createOperator(db, { tokenHash: hashOf('right'), account: operator() })).toEqual({
      outcome: 'link-dead',
    });
    await open('right');
    expect(await createOperator(db, { tokenHash: hashOf('wrong'), account: operator() })).toEqual({
      outcome: 'link-dead',
    });
    const { email } = await make();
    const taken = await createOperator(db, { tokenHash: hashOf('right'), account: { ...operator(), email } });
    expect(taken).toEqual({ outcome: 'email-taken' });
    const made = await createOperator(db, { tokenHash: hashOf('right'), account: operator() });
    expect(made.outcome).toBe('created');
    expect(await createOperator(db, { tokenHash: hashOf('right'), account: operator() })).toEqual({
      outcome: 'link-dead',
    });
  });
});
