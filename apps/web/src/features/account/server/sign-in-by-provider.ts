import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { linkIdentity } from '@modelmint/db/system/linked-identities';
import { findSsoByDomain, signInByIdentity } from '@modelmint/db/system/sign-in-by-identity';
import { createChallenge, findChallenge, takeChallenge } from '@modelmint/db/system/sign-in-challenge';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { completeSignIn, type SignedIn } from './complete-sign-in.ts';
import { openProvider, type Provider } from './open-provider.ts';
import { parseEmail } from './parse-email.ts';
import type { Session } from './read-session.ts';
import { safePath } from './safe-path.ts';
import { sendNotice } from './send-notice.ts';
import { hashToken, makeToken } from './session-cookie.ts';

/** To sign in at the other service, second factor and all. */
export const providerMinutes = 15;

const Data = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
});

export const callbackUrl = (publicUrl: string): string => `${publicUrl}/api/account/sign-in/callback`;

/** The connection for an address. Throws `invalid_value` where nobody has proved its domain. */
export async function findSsoFor(deps: Deps, address: string): Promise<string> {
  const email = parseEmail(address);
  const domain = email.slice(email.indexOf('@') + 1);
  const found = await findSsoByDomain(deps.db, domain);
  if (found !== null) return found.id;
  throw new AppError('invalid_value', `No organization has single sign-on for ${domain}. Sign in another way.`, {
    param: 'email',
  });
}

interface Begun {
  /** Of the service, where the browser goes. */
  url: string;
  /** For the cookie that binds the way back to this browser. */
  token: string;
}

/**
 * The way to another service: state, nonce and PKCE stay here, bound to the browser. `userId`: of who is signed in and
 * wants to link the account there, instead of signing in by it.
 */
export async function beginProviderSignIn(
  deps: Deps,
  { provider, next, email, userId = null }: { provider: string; next: string; email?: string; userId?: string | null },
): Promise<Begun> {
  const { config, scope, hasIdToken } = await openProvider(deps, provider);
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl(deps.env.publicUrl),
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(hasIdToken ? { nonce } : {}),
    ...(email === undefined ? {} : { login_hint: email }),
  });
  const token = makeToken();
  await createChallenge(deps.db, {
    tokenHash: hashToken(token),
    kind: 'provider',
    userId,
    data: { provider, state, nonce, verifier, next: safePath(next) },
    expiresAt: new Date(Date.now() + providerMinutes * 60_000),
  });
  return { url: url.href, token };
}

interface CameBack {
  /** Of the cookie. */
  challenge: string | null;
  /** `?code=…&state=…`, as the browser brought it. */
  search: string;
  from: AuditFrom;
  language: MailLanguage;
  /** Of who is signed in in this browser. */
  session: Session | null;
}

/** Whether the way back is to link an account, and not to sign in by it. */
export async function isLinking(deps: Deps, challenge: string | null): Promise<boolean> {
  if (challenge === null) return false;
  const found = await findChallenge(deps.db, { tokenHash: hashToken(challenge), kind: 'provider' });
  return found !== null && found.userId !== null;
}

/**
 * Back from the other service, to sign in or to link an account there. Each way there is good for one way back, in the browser that began it.
 * Throws `invalid_state` when it is not the one, `permission_denied` when the service vouches for nobody of ours.
 */
export async function finishProviderSignIn(
  deps: Deps,
  { challenge, search, from, language, session }: CameBack,
): Promise<(SignedIn | { status: 'linked' }) & { next: string }> {
  const taken =
    challenge === null ? null : await takeChallenge(deps.db, { tokenHash: hashToken(challenge), kind: 'provider' });
  const begun = Data.safeParse(taken?.data);
  if (!begun.success) throw notTheOne();
  const { provider: name, next, ...checks } = begun.data;
  const provider = await openProvider(deps, name);
  const profile = await readProfile(provider, { url: `${callbackUrl(deps.env.publicUrl)}${search}`, ...checks });
  if (taken !== null && taken.userId !== null) {
    if (session?.user.id !== taken.userId) throw notTheOne();
    await link(deps, { user: session.user, from, language }, { provider: name, ...profile });
    return { status: 'linked', next };
  }
  const { joins, method } = provider;
  const result = await signInByIdentity(deps.db, { provider: name, ...profile, ...(joins ? { joins } : {}), from });
  if (result.outcome === 'nobody')
    throw new AppError(
      'permission_denied',
      `${profile.email} has no account here. Create one with this address first.`,
    );
  if (result.outcome === 'other_identity')
    throw new AppError(
      'permission_denied',
      'The account with this address is linked to somebody else at this service.',
    );
  if (result.linkedTo !== undefined) sendNotice(deps, { email: result.linkedTo, language, notice: 'identity-linked' });
  const connectionId = method === 'sso' ? { connectionId: name } : {};
  return { ...(await completeSignIn(deps, { userId: result.userId, method, ...connectionId }, from)), next };
}

const notTheOne = () =>
  new AppError('invalid_state', 'This way back was used before, took too long, or began in another browser.');

/** Throws `conflict` when either side is linked to somebody else. */
async function link(
  deps: Deps,
  { user, from, language }: Pick<CameBack, 'from' | 'language'> & Pick<Session, 'user'>,
  { provider, subject, email }: { provider: string; subject: string; email: string },
): Promise<void> {
  if (!(await linkIdentity(deps.db, { userId: user.id, provider, subject, email, from })))
    throw new AppError('conflict', 'This account is linked to somebody else, or yours to another account there.');
  sendNotice(deps, { email: user.email, language, notice: 'identity-linked' });
}

interface Answered {
  url: string;
  state: string;
  nonce: string;
  verifier: string;
}

async function readProfile(provider: Provider, { url, state, nonce, verifier }: Answered) {
  const { config, hasIdToken } = provider;
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(url), {
      expectedState: state,
      pkceCodeVerifier: verifier,
      ...(hasIdToken ? { expectedNonce: nonce, idTokenExpected: true } : {}),
    });
    return await provider.readProfile(tokens);
  } catch (error) {
    for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) if (isAppError(inner)) throw inner;
    throw new AppError('permission_denied', 'The other service did not sign you in. Try again, or ask who runs it.', {
      cause: error,
    });
  }
}
