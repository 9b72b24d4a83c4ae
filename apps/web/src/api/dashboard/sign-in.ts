import { isAppError } from '@modelmint/domain/errors';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { confirmOwnEmailChange } from '../../features/account/server/change-own-email.ts';
import {
  askForPasskey,
  ceremonyMinutes,
  checkPasskey,
  PasskeyAnswer,
} from '../../features/account/server/check-passkey.ts';
import { completeSignIn } from '../../features/account/server/complete-sign-in.ts';
import { limitAddress } from '../../features/account/server/limit-attempts.ts';
import { openSignInLink } from '../../features/account/server/open-sign-in-link.ts';
import { passSecondFactor } from '../../features/account/server/pass-second-factor.ts';
import { problemOfProvider } from '../../features/account/server/provider-problem.ts';
import { readSession } from '../../features/account/server/read-session.ts';
import { requestSignInLink } from '../../features/account/server/request-sign-in-link.ts';
import {
  beginProviderSignIn,
  findSsoFor,
  finishProviderSignIn,
  isLinking,
  providerMinutes,
} from '../../features/account/server/sign-in-by-provider.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { auditFrom } from '../http/client-address.ts';
import { readJson } from '../http/read-json.ts';
import { clearChallenge, readChallenge, setChallenge, setSession, setSignedIn } from '../http/session-cookies.ts';
import { languageOf } from './account-actor.ts';

const Next = z.string().max(2_000).default('/home');
const Token = z.string().min(1).max(200);

/** `/api/account`, without a session: ways to sign in besides the password, and links of mails. */
export function signInRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const fromOf = (c: Context<ApiEnv>) => auditFrom(c.env.incoming, deps.env.trustedProxies);
  // 202: whether a mail goes out is not told.
  app.post('/sign-in/link', async (c) => {
    const { email } = await readJson(c, z.strictObject({ email: z.string().max(500) }));
    await requestSignInLink(deps, { address: fromOf(c).address, language: languageOf(c) }, email);
    return c.json({ status: 'mail_sent' }, 202);
  });
  app.post('/sign-in/link/use', async (c) => {
    const { token } = await readJson(c, z.strictObject({ token: Token }));
    const signedIn = await openSignInLink(deps, { token, from: fromOf(c) });
    setSignedIn(deps, c, signedIn);
    return c.json({ status: signedIn.status });
  });
  app.post('/sign-in/second-factor', async (c) => {
    const { code } = await readJson(c, z.strictObject({ code: z.string().min(1, 'write the code').max(100) }));
    const { token } = await passSecondFactor(deps, { token: readChallenge(deps, c), code, from: fromOf(c) });
    setSession(deps, c, token);
    return c.json({ status: 'signed_in' });
  });
  app.post('/passkey-question', async (c) => {
    await limitAddress(deps, fromOf(c).address);
    const { options, token } = await askForPasskey(deps);
    setChallenge(deps, c, token, ceremonyMinutes);
    return c.json({ options });
  });
  app.post('/sign-in/passkey', async (c) => {
    const { answer } = await readJson(c, z.strictObject({ answer: PasskeyAnswer }));
    const { userId } = await checkPasskey(deps, { answer, challenge: readChallenge(deps, c) });
    const signedIn = await completeSignIn(deps, { userId, method: 'passkey' }, fromOf(c));
    setSignedIn(deps, c, signedIn);
    return c.json({ status: signedIn.status });
  });
  app.post('/sign-in/sso', async (c) => {
    const { email, next } = await readJson(c, z.strictObject({ email: z.string().max(500), next: Next }));
    await limitAddress(deps, fromOf(c).address);
    const provider = await findSsoFor(deps, email);
    const { url, token } = await beginProviderSignIn(deps, { provider, next, email });
    setChallenge(deps, c, token, providerMinutes);
    return c.json({ url });
  });
  app.post('/sign-in/provider', async (c) => {
    const { provider, next } = await readJson(
      c,
      z.strictObject({ provider: z.enum(['github', 'google']), next: Next }),
    );
    await limitAddress(deps, fromOf(c).address);
    const { url, token } = await beginProviderSignIn(deps, { provider, next });
    setChallenge(deps, c, token, providerMinutes);
    return c.json({ url });
  });
  // The one GET with an effect: the other service sends the browser here, and the challenge tells that it is the one.
  app.get('/sign-in/callback', async (c) => {
    const challenge = readChallenge(deps, c);
    clearChallenge(deps, c);
    const { search } = new URL(c.req.url);
    const home = (await isLinking(deps, challenge)) ? '/account/security' : '/sign-in';
    try {
      await limitAddress(deps, fromOf(c).address);
      const { next, ...signedIn } = await finishProviderSignIn(deps, {
        ...{ challenge, search, from: fromOf(c), language: languageOf(c) },
        session: await readSession(deps, c.req.header('cookie')),
      });
      if (signedIn.status === 'linked') return c.redirect(`${deps.env.publicUrl}${next}`, 303);
      setSignedIn(deps, c, signedIn);
      const path = signedIn.status === 'signed_in' ? next : `/sign-in/code?next=${encodeURIComponent(next)}`;
      return c.redirect(`${deps.env.publicUrl}${path}`, 303);
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal_error') throw error;
      deps.log.info({ err: error }, 'a sign-in by another service was refused');
      const problem = problemOfProvider(error);
      return c.redirect(`${deps.env.publicUrl}${home}?problem=${problem}`, 303);
    }
  });
  app.post('/email-change/confirm', async (c) => {
    const { token } = await readJson(c, z.strictObject({ token: Token }));
    return c.json(await confirmOwnEmailChange(deps, { token, from: fromOf(c), language: languageOf(c) }));
  });
  return app;
}
