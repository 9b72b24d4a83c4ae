import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { sessionIdleMs } from './find-session.ts';

export interface ListedSession {
  id: string;
  sessionHash: string;
  userAgent: string | null;
  address: string | null;
  method: string;
  createdAt: Date;
  lastSeenAt: Date;
}

const listedMax = 100;

/** The live sessions of a person, the one used last first. */
export async function listSessions(db: Database, userId: string): Promise<ListedSession[]> {
  const now = Date.now();
  const rows = await withSystem(db, (tx) =>
    tx.session.findMany({
      where: { userId, expires: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - sessionIdleMs) } },
      orderBy: { lastSeenAt: 'desc' },
      take: listedMax,
    }),
  );
  return rows.map(({ sessionToken: sessionHash, id, userAgent, address, method, createdAt, lastSeenAt }) => {
    return { id, sessionHash, userAgent, address, method, createdAt, lastSeenAt };
  });
}
