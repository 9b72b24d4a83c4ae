import { changeProfile } from '@modelmint/db/system/change-profile';
import { cancelEmailChange } from '@modelmint/db/system/email-change';
import { endSessionById, endSessionsOf } from '@modelmint/db/system/end-sessions';
import { listPasskeys } from '@modelmint/db/system/passkeys';
import { AppError } from '@modelmint/domain/errors';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { addOwnPasskey, askForNewPasskey, NewPasskey } from '../../features/account/server/add-own-passkey.ts';
import { requestEmailChange } from '../../features/account/server/change-own-email.ts';
import { removeOwnPasskey, renameOwnPasskey } from '../../features/account/server/change-own-passkeys.ts';
import { changeOwnPassword, PasswordChange } from '../../features/account/server/change-own-password.ts';
import { ceremonyMinutes } from '../../features/account/server/check-passkey.ts';
import { confirmIdentity, IdentityProof, listFactors } from '../../features/account/server/confirm-identity.ts';
import { AccountDeletion, deleteOwnAccount } from '../../features/account/server/delete-own-account.ts';
import { endTwoFactor, renewRecoveryCodes } from '../../features/account/server/end-two-factor.ts';
import { listOwnSessions } from '../../features/account/server/list-own-sessions.ts';
import {
  beginLink,
  listOwnIdentities,
  providerNames,
  unlinkOwnIdentity,
} from '../../features/account/server/own-identities.ts';
import { beginTwoFactorSetup, finishTwoFactorSetup } from '../../features/account/server/set-up-two-factor.ts';
import { providerMinutes } from '../../features/account/server/sign-in-by-provider.ts';
import { ShownName } from '../../features/account/server/sign-up.ts';
import { requireRecentSignIn } from '../../features/organization/server/principal.ts';
import { languages } from '../../i18n/language.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { readJson } from '../http/read-json.ts';
import { readChallenge, setChallenge } from '../http/session-cookies.ts';
import { accountActor } from './account-actor.ts';

const ProfileInput = z
  .strictObject({ name: ShownName.optional(), language: z.enum(languages).optional() })
  .refine(
    ({ name, language }) => name !== undefined || language !== undefined,
    'Name what is to be changed: name or language.',
  );

/** `/api/account`, with a session: what a person does to their own account. */
export function accountSecurityRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  profileRoutes(deps, app);
  factorRoutes(deps, app);
  passkeyRoutes(deps, app);
  identityRoutes(deps, app);
  return app;
}

function profileRoutes(deps: Deps, app: Hono<ApiEnv>): void {
  app.patch('/', async (c) => {
    const { user } = await accountActor(deps, c);
    const change = await readJson(c, ProfileInput);
    await changeProfile(deps.db, user.id, change);
    return c.json(change);
  });
  app.delete('/', async (c) => {
    const actor = await accountActor(deps, c);
    await deleteOwnAccount(deps, actor, (await readJson(c, AccountDeletion)).email);
    return c.json({ status: 'deleted' });
  });
  app.post('/email-change', async (c) => {
    const actor = await accountActor(deps, c);
    const { email } = await readJson(c, z.strictObject({ email: z.string().max(500) }));
    await requestEmailChange(deps, actor, email);
    return c.json({ status: 'mail_sent' }, 202);
  });
  app.delete('/email-change', async (c) => {
    const { user } = await accountActor(deps, c);
    await cancelEmailChange(deps.db, user.id);
    return c.json({ status: 'cancelled' });
  });
  app.get('/sessions', async (c) => c.json({ data: await listOwnSessions(deps, await accountActor(deps, c)) }));
  app.delete('/sessions', async (c) => {
    const { user, sessionHash } = await accountActor(deps, c);
    return c.json({ ended: await endSessionsOf(deps.db, user.id, sessionHash) });
  });
  app.delete('/sessions/:sessionId', async (c) => {
    const { user } = await accountActor(deps, c);
    if (!(await endSessionById(deps.db, { id: c.req.param('sessionId'), userId: user.id })))
      throw new AppError('not_found', 'You have no such session. It may have ended by itself.');
    return c.json({ ended: 1 });
  });
}

function factorRoutes(deps: Deps, app: Hono<ApiEnv>): void {
  // For what is no call of the API, such as a download: asks them first who they are.
  app.get('/recent-sign-in', async (c) => {
    requireRecentSignIn(await accountActor(deps, c));
    return c.json({ status: 'recent' });
  });
  app.get('/factors', async (c) => c.json(await listFactors(deps, await accountActor(deps, c))));
  app.post('/confirm-identity', async (c) => {
    const actor = await accountActor(deps, c);
    const proof = await readJson(c, IdentityProof);
    await confirmIdentity(deps, actor, { proof, challenge: readChallenge(deps, c) });
    return c.json({ status: 'confirmed' });
  });
  app.post('/password', async (c) => {
    const actor = await accountActor(deps, c);
    await changeOwnPassword(deps, actor, await readJson(c, PasswordChange));
    return c.json({ status: 'changed' });
  });
  app.post('/two-factor', async (c) => c.json(await beginTwoFactorSetup(deps, await accountActor(deps, c))));
  app.post('/two-factor/confirm', async (c) => {
    const actor = await accountActor(deps, c);
    const { code } = await readJson(c, z.strictObject({ code: z.string().min(1, 'write the code').max(100) }));
    return c.json({ recoveryCodes: await finishTwoFactorSetup(deps, actor, code) });
  });
  app.delete('/two-factor', async (c) => {
    await endTwoFactor(deps, await accountActor(deps, c));
    return c.json({ status: 'off' });
  });
  app.post('/recovery-codes', async (c) => {
    return c.json({ recoveryCodes: await renewRecoveryCodes(deps, await accountActor(deps, c)) });
  });
}

function passkeyRoutes(deps: Deps, app: Hono<ApiEnv>): void {
  app.get('/passkeys', async (c) => {
    const { user } = await accountActor(deps, c);
    return c.json({ data: await listPasskeys(deps.db, user.id) });
  });
  app.post('/passkeys/question', async (c) => {
    const { options, token } = await askForNewPasskey(deps, await accountActor(deps, c));
    setChallenge(deps, c, token, ceremonyMinutes);
    return c.json({ options });
  });
  app.post('/passkeys', async (c) => {
    const actor = await accountActor(deps, c);
    const input = await readJson(c, NewPasskey);
    await addOwnPasskey(deps, actor, { input, challenge: readChallenge(deps, c) });
    return c.json({ status: 'added' }, 201);
  });
  app.patch('/passkeys/:passkeyId', async (c) => {
    const actor = await accountActor(deps, c);
    const { name } = await readJson(c, z.strictObject({ name: ShownName }));
    await renameOwnPasskey(deps, actor, { id: c.req.param('passkeyId'), name });
    return c.json({ name });
  });
  app.delete('/passkeys/:passkeyId', async (c) => {
    await removeOwnPasskey(deps, await accountActor(deps, c), c.req.param('passkeyId'));
    return c.json({ status: 'removed' });
  });
}

function identityRoutes(deps: Deps, app: Hono<ApiEnv>): void {
  app.get('/identities', async (c) => {
    const { user } = await accountActor(deps, c);
    return c.json({ data: await listOwnIdentities(deps, user.id) });
  });
  app.post('/identities', async (c) => {
    const actor = await accountActor(deps, c);
    const { provider } = await readJson(c, z.strictObject({ provider: z.enum(providerNames) }));
    const { url, token } = await beginLink(deps, actor, provider);
    setChallenge(deps, c, token, providerMinutes);
    return c.json({ url });
  });
  app.delete('/identities/:provider', async (c) => {
    await unlinkOwnIdentity(deps, await accountActor(deps, c), c.req.param('provider'));
    return c.json({ status: 'unlinked' });
  });
}
