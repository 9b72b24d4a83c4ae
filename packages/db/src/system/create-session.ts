import { newId } from '@modelmint/domain/ids';
import type { SignInMethod } from '@modelmint/domain/sign-in-method';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface NewSession {
  /** SHA-256 of the cookie's token; the token itself is never stored. */
  sessionHash: string;
  userId: string;
  /** After this the session is over, used or not. */
  expires: Date;
  userAgent: string | null;
  /** Network address; null where it is not known. */
  address?: string | null;
  method?: SignInMethod;
}

export async function createSession(db: Database, session: NewSession): Promise<void> {
  const { sessionHash, userId, expires, userAgent, address = null, method = 'password' } = session;
  const from = { userAgent: userAgent?.slice(0, 300) ?? null, address: address?.slice(0, 60) ?? null };
  await withSystem(db, (tx) =>
    tx.session.create({ data: { id: newId('session'), sessionToken: sessionHash, userId, expires, method, ...from } }),
  );
}
