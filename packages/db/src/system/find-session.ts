import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface FoundSession {
  expires: Date;
  /** When its person last proved who they are. */
  confirmedAt: Date;
  user: { id: string; email: string; name: string; isOperator: boolean; emailVerified: Date | null };
}

/** A session that nobody used for so long is over. */
export const sessionIdleMs = 24 * 3600 * 1000;
/** How exactly it is known when a session was last used. */
const seenMs = 60_000;

/** The person of a live session; null when it has expired, was idle too long or ended, or when the person is disabled. */
export async function findSession(db: Database, sessionHash: string): Promise<FoundSession | null> {
  return withSystem(db, async (tx) => {
    const now = new Date();
    const found = await tx.session.findFirst({
      where: {
        sessionToken: sessionHash,
        expires: { gt: now },
        lastSeenAt: { gt: new Date(now.getTime() - sessionIdleMs) },
        user: { disabledAt: null },
      },
      select: {
        expires: true,
        lastSeenAt: true,
        confirmedAt: true,
        user: { select: { id: true, email: true, name: true, isOperator: true, emailVerified: true } },
      },
    });
    if (found === null) return null;
    const isStale = found.lastSeenAt.getTime() < now.getTime() - seenMs;
    if (isStale) await tx.session.updateMany({ where: { sessionToken: sessionHash }, data: { lastSeenAt: now } });
    return { expires: found.expires, confirmedAt: found.confirmedAt, user: found.user };
  });
}
