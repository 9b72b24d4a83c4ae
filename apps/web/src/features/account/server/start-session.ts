import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { createSession } from '@modelmint/db/system/create-session';
import type { SignInMethod } from '@modelmint/domain/sign-in-method';
import type { Deps } from '../../../deps.ts';
import { hashToken, makeToken, sessionMaxAgeSeconds } from './session-cookie.ts';

interface NewSession {
  userId: string;
  method: SignInMethod;
  from: AuditFrom;
}

/** A new session, always under a new token, so that nobody can have chosen or known it before. */
export async function startSession(deps: Pick<Deps, 'db'>, { userId, method, from }: NewSession): Promise<string> {
  const token = makeToken();
  const expires = new Date(Date.now() + sessionMaxAgeSeconds * 1000);
  await createSession(deps.db, { sessionHash: hashToken(token), userId, expires, method, ...from });
  return token;
}
