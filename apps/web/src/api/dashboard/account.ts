import { endSessionsOf } from '@modelmint/db/system/end-sessions';
import { listMemberships } from '@modelmint/db/system/find-membership';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { choosePassword } from '../../features/account/server/choose-password.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import { requestPasswordReset } from '../../features/account/server/request-password-reset.ts';
import { resendVerification } from '../../features/account/server/send-verification.ts';
import { OperatorInput, setUpOperator } from '../../features/account/server/set-up-operator.ts';
import { SignUpInput, signUp, type Visitor } from '../../features/account/server/sign-up.ts';
import { verifyEmail } from '../../features/account/server/verify-email.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { clientAddress } from '../http/client-address.ts';
import { readJson } from '../http/read-json.ts';
import { languageOf } from './account-actor.ts';

const Token = z.string().min(1).max(200);

/** `/api/account`: what people do before and about their session. Sign-in and sign-out are next-auth's. */
export function createAccountApi(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const addressOf = (c: Context<ApiEnv>) => clientAddress(c.env.incoming, deps.env.trustedProxies);
  const visitorOf = (c: Context<ApiEnv>): Visitor => ({
    address: addressOf(c),
    language: languageOf(c),
  });
  app.get('/', async (c) => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const { id, email, name, emailVerified, isOperator } = user;
    const organizations = await listMemberships(deps.db, user.id);
    return c.json({ user: { id, email, name, isVerified: Boolean(emailVerified), isOperator }, organizations });
  });
  // 202: whether a mail goes out is not told.
  app.post('/sign-up', async (c) => {
    await signUp(deps, visitorOf(c), await readJson(c, SignUpInput));
    return c.json({ status: 'mail_sent' }, 202);
  });
  app.post('/verify-email', async (c) => {
    const { token } = await readJson(c, z.strictObject({ token: Token }));
    await verifyEmail(deps, token);
    return c.json({ status: 'confirmed' });
  });
  app.post('/resend-verification', async (c) => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const { language } = visitorOf(c);
    await resendVerification(deps, { userId: user.id, email: user.email, language });
    return c.json({ status: 'mail_sent' }, 202);
  });
  app.post('/forgot-password', async (c) => {
    const { email } = await readJson(c, z.strictObject({ email: z.string().max(500) }));
    await requestPasswordReset(deps, visitorOf(c), email);
    return c.json({ status: 'mail_sent' }, 202);
  });
  app.post('/reset-password', async (c) => {
    const input = await readJson(c, z.strictObject({ token: Token, password: z.string().max(2_000) }));
    await choosePassword(deps, { ...input, address: addressOf(c) });
    return c.json({ status: 'changed' });
  });
  app.post('/sign-out-everywhere', async (c) => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    return c.json({ ended: await endSessionsOf(deps.db, user.id) });
  });
  app.post('/set-up-operator', async (c) => {
    await setUpOperator(deps, addressOf(c), await readJson(c, OperatorInput));
    return c.json({ status: 'created' }, 201);
  });
  return app;
}
