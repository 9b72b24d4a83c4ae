import { listSessions } from '@modelmint/db/system/list-sessions';
import type { Deps } from '../../../deps.ts';
import { nameDevice } from './name-device.ts';
import type { Session } from './read-session.ts';

export interface SessionView {
  id: string;
  /** `Firefox on Windows` */
  device: string;
  /** Network address at sign-in. */
  address: string | null;
  method: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** The browser that asks. */
  isCurrent: boolean;
}

/** Where a person is signed in; the browser that asks comes first. */
export async function listOwnSessions(deps: Pick<Deps, 'db'>, session: Session): Promise<SessionView[]> {
  const rows = await listSessions(deps.db, session.user.id);
  const views = rows.map(({ sessionHash, userAgent, ...row }) => ({
    ...row,
    device: nameDevice(userAgent),
    isCurrent: sessionHash === session.sessionHash,
  }));
  return views.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
