import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { listOwnSessions } from '../../../features/account/server/list-own-sessions.ts';
import { SessionsPage } from '../../../features/account/ui/sessions-page.tsx';
import { requirePageSession } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('sessions.title') };
}

export default async function AccountSessions() {
  const session = await requirePageSession();
  return <SessionsPage sessions={await listOwnSessions(deps(), session)} />;
}
