import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface NewSession {
  /** SHA-256 of the cookie's token; the token itself is never stored. */
  sessionHash: string;
  userId: string;
  /** After this the session is over, used or not. */
  expires: Date;
  userAgent: string | null;
}

export async function createSession(db: Database, session: NewSession): Promise<void> {
  const { sessionHash, userId, expires, userAgent } = session;
  await withSystem(db, (tx) =>
    tx.session.create({
      data: { sessionToken: sessionHash, userId, expires, userAgent: userAgent?.slice(0, 300) ?? null },
    }),
  );
}
