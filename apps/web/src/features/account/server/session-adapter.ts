import { createSession } from '@modelmint/db/system/create-session';
import { endSession } from '@modelmint/db/system/end-sessions';
import { findSession } from '@modelmint/db/system/find-session';
import { AppError } from '@modelmint/domain/errors';
import type { Adapter } from 'next-auth/adapters';
import type { Deps } from '../../../deps.ts';
import { hashToken } from './session-cookie.ts';

/** next-auth asks for these even where no provider reaches them; people come from sign-up alone. */
const refuse = async (): Promise<never> => {
  throw new AppError('internal_error', 'Accounts are not made or changed by signing in.');
};

/** next-auth's view of our sessions: tokens are hashed on their way in and never come out of the database. */
export function makeSessionAdapter(
  { db }: Pick<Deps, 'db'>,
  from: { userAgent: string | null; address: string | null },
): Adapter {
  return {
    createUser: refuse,
    getUser: refuse,
    getUserByEmail: refuse,
    getUserByAccount: refuse,
    updateUser: refuse,
    linkAccount: refuse,
    createSession: async ({ sessionToken, userId, expires }) => {
      await createSession(db, { sessionHash: hashToken(sessionToken), userId, expires, ...from });
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      const found = await findSession(db, hashToken(sessionToken));
      if (found === null) return null;
      const { id, email, name, emailVerified } = found.user;
      return {
        session: { sessionToken, userId: id, expires: found.expires },
        user: { id, email, name, emailVerified },
      };
    },
    // A session is never prolonged: 30 days after signing in one signs in again.
    updateSession: async () => null,
    deleteSession: async (sessionToken) => {
      await endSession(db, hashToken(sessionToken));
    },
  };
}
