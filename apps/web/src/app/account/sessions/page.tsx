import type { Metadata } from 'next';
import { deps } from '../../../deps.ts';
import { listOwnSessions } from '../../../features/account/server/list-own-sessions.ts';
import { SessionsPage } from '../../../features/account/ui/sessions-page.tsx';
import { requirePageSession } from '../../../features/organization/server/page-context.ts';

export const metadata: Metadata = { title: 'Sessions' };

export default async function AccountSessions() {
  const session = await requirePageSession();
  return <SessionsPage sessions={await listOwnSessions(deps(), session)} />;
}
