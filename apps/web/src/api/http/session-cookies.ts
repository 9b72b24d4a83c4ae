import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Deps } from '../../deps.ts';
import type { SignedIn } from '../../features/account/server/complete-sign-in.ts';
import { secondFactorMinutes } from '../../features/account/server/judge-first-factor.ts';
import {
  cookieName,
  cookieOptions,
  isHttps,
  readCookie,
  sessionMaxAgeSeconds,
} from '../../features/account/server/session-cookie.ts';
import type { ApiEnv } from './api-env.ts';

const options = (deps: Deps) => ({ ...cookieOptions(isHttps(deps.env.publicUrl)), sameSite: 'Lax' as const });
const nameOf = (deps: Deps, name: 'session' | 'challenge') => cookieName(name, isHttps(deps.env.publicUrl));

/** Half a sign-in, or a ceremony: bound to this browser, out of reach of scripts. */
export function setChallenge(deps: Deps, c: Context<ApiEnv>, token: string, minutes = secondFactorMinutes): void {
  setCookie(c, nameOf(deps, 'challenge'), token, { ...options(deps), maxAge: minutes * 60 });
}

export function readChallenge(deps: Deps, c: Context<ApiEnv>): string | null {
  const token = readCookie(c.req.header('cookie'), nameOf(deps, 'challenge'));
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}

export function clearChallenge(deps: Deps, c: Context<ApiEnv>): void {
  deleteCookie(c, nameOf(deps, 'challenge'), options(deps));
}

/** The token of a session that has just begun, under the name and rules of next-auth's own. */
export function setSession(deps: Deps, c: Context<ApiEnv>, token: string): void {
  setCookie(c, nameOf(deps, 'session'), token, { ...options(deps), maxAge: sessionMaxAgeSeconds });
  clearChallenge(deps, c);
}

/** What a first factor led to. */
export function setSignedIn(deps: Deps, c: Context<ApiEnv>, { status, token }: SignedIn): void {
  if (status === 'signed_in') setSession(deps, c, token);
  else setChallenge(deps, c, token);
}
