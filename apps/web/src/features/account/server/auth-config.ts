import { isAppError } from '@modelmint/domain/errors';
import { cookies } from 'next/headers';
import { CredentialsSignin, type NextAuthConfig } from 'next-auth';
import { encode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import type { Deps } from '../../../deps.ts';
import { addressHeader } from './address-header.ts';
import { checkSignIn } from './check-sign-in.ts';
import { judgeFirstFactor, secondFactorMinutes } from './judge-first-factor.ts';
import { deviceMaxAgeSeconds, makeDeviceCookie, readDeviceCookie } from './known-device.ts';
import { makeSessionAdapter } from './session-adapter.ts';
import { cookieName, cookieOptions, isHttps, makeToken, sessionMaxAgeSeconds } from './session-cookie.ts';

/** What the sign-in page is told; `code` is `wrong`, `wait-<seconds>`, `second-factor` or `sso`. */
class RefusedSignIn extends CredentialsSignin {
  constructor(code: string) {
    super();
    this.code = code;
  }
}

/**
 * Credentials with revocable sessions in the database. `session.strategy` is left out on purpose: next-auth refuses
 * `database` beside credentials, so `jwt.encode` makes the row and hands out its token in place of a JWT.
 */
export function makeAuthConfig(deps: Deps, headers: Headers | undefined): NextAuthConfig {
  const isSecure = isHttps(deps.env.publicUrl);
  const adapter = makeSessionAdapter(deps, {
    userAgent: headers?.get('user-agent') ?? null,
    address: headers?.get(addressHeader) ?? null,
  });
  const cookie = (name: 'session' | 'csrf' | 'callback') => ({
    name: cookieName(name, isSecure),
    options: cookieOptions(isSecure),
  });
  return {
    adapter,
    secret: deps.env.secrets.authSecret,
    trustHost: true,
    useSecureCookies: isSecure,
    cookies: { sessionToken: cookie('session'), csrfToken: cookie('csrf'), callbackUrl: cookie('callback') },
    session: { maxAge: sessionMaxAgeSeconds, updateAge: sessionMaxAgeSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (given, request) => authorize(deps, given, request.headers.get(addressHeader) ?? 'unknown'),
      }),
    ],
    callbacks: {
      // What a client sends with session.update() is never read.
      jwt: ({ token, user, account }) =>
        account?.provider === 'credentials' && user.id !== undefined
          ? { ...token, isCredentials: true, sub: user.id }
          : token,
      // The whole row is at hand here; only this leaves.
      session: ({ session, user }) => ({
        expires: session.expires,
        user: { id: user.id, email: user.email, name: user.name ?? null },
      }),
    },
    jwt: {
      encode: async (params) => {
        const { token } = params;
        if (token?.isCredentials !== true || token.sub === undefined) return encode(params);
        const sessionToken = makeToken();
        const expires = new Date(Date.now() + sessionMaxAgeSeconds * 1000);
        await adapter.createSession?.({ sessionToken, userId: token.sub, expires });
        return sessionToken;
      },
    },
    logger: {
      error: (error) => {
        if (!(error instanceof CredentialsSignin)) deps.log.error({ err: error }, 'next-auth failed');
      },
      warn: (code) => deps.log.debug({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
  };
}

async function authorize(deps: Deps, given: Partial<Record<string, unknown>>, address: string) {
  const { authSecret } = deps.env.secrets;
  const isSecure = isHttps(deps.env.publicUrl);
  const name = cookieName('device', isSecure);
  const email = String(given.email ?? '');
  const jar = await cookies();
  const knownDevice = readDeviceCookie(authSecret, email.trim().toLowerCase(), jar.get(name)?.value ?? null);
  try {
    const person = await checkSignIn(deps, { email, password: String(given.password ?? ''), address, knownDevice });
    const judged = await judgeFirstFactor(deps, { userId: person.id, method: 'password' });
    if (judged.outcome === 'second_factor') {
      // Half a sign-in: bound to this browser, and worth nothing without the code.
      const maxAge = secondFactorMinutes * 60;
      jar.set(cookieName('challenge', isSecure), judged.token, { ...cookieOptions(isSecure), maxAge });
      throw new RefusedSignIn('second-factor');
    }
    if (knownDevice === null)
      jar.set(name, makeDeviceCookie(authSecret, person.email), {
        ...cookieOptions(isSecure),
        maxAge: deviceMaxAgeSeconds,
      });
    return person;
  } catch (error) {
    if (isAppError(error) && error.code === 'unauthenticated') throw new RefusedSignIn('wrong');
    if (isAppError(error) && error.code === 'permission_denied') throw new RefusedSignIn('sso');
    if (isAppError(error) && error.code === 'rate_limit_exceeded')
      throw new RefusedSignIn(`wait-${Math.ceil((error.retryAfterMs ?? 1_000) / 1_000)}`);
    throw error;
  }
}
