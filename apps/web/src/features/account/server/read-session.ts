import { findSession } from '@modelmint/db/system/find-session';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { cookieName, hashToken, isHttps, readCookie } from './session-cookie.ts';

export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
  /** Until then: no uploads, keys, jobs or purchases. */
  emailVerified: boolean;
}

export interface Session {
  user: SignedInUser;
  sessionHash: string;
  /** When they last proved who they are: at sign-in, or asked again. */
  confirmedAt: Date;
}

/** 32 bytes in base64url; anything else costs no look into the database. */
const tokenShape = /^[\w-]{43}$/;

/** The one reader of the session, for pages, uploads, event streams and the dashboard's API alike. */
export async function readSession(
  deps: Pick<Deps, 'db' | 'env'>,
  cookieHeader: string | null | undefined,
): Promise<Session | null> {
  const token = readCookie(cookieHeader, cookieName('session', isHttps(deps.env.publicUrl)));
  if (token === null || !tokenShape.test(token)) return null;
  const sessionHash = hashToken(token);
  const found = await findSession(deps.db, sessionHash);
  if (found === null) return null;
  const { emailVerified, ...user } = found.user;
  const { confirmedAt } = found;
  return { user: { ...user, emailVerified: emailVerified !== null }, sessionHash, confirmedAt };
}

/** Throws `unauthenticated`. */
export async function requireSession(
  deps: Pick<Deps, 'db' | 'env'>,
  cookieHeader: string | null | undefined,
): Promise<Session> {
  const session = await readSession(deps, cookieHeader);
  if (session === null) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
  return session;
}
