import { findFirstProject } from '@modelmint/db/system/find-membership';
import { parseId } from '@modelmint/domain/ids';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listNotifications } from '../../../../features/notification/server/list-notifications.ts';
import { NotificationPage } from '../../../../features/notification/ui/notification-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { RefreshOnRows } from '../../../../ui/refresh-on-rows.tsx';

interface NotificationsProps {
  params: Promise<{ organizationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const shown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notification');
  return { title: t('title') };
}

export default async function Notifications({ params, searchParams }: NotificationsProps) {
  const { organizationId } = await params;
  const { deps, principal, user } = await organizationPage(organizationId);
  const asked = await searchParams;
  const one = (name: string): string => [asked[name]].flat()[0] ?? '';
  const page = { limit: shown, isUnread: one('show') === 'unread' };
  const after = parseId('notification', one('after'));
  // What is not there any more begins with the newest.
  const list = await listNotifications(deps, principal, { ...page, ...(after === null ? {} : { after }) }).catch(() =>
    listNotifications(deps, principal, page),
  );
  const project = await findFirstProject(deps.db, { organizationId, userId: user.id });
  return (
    <>
      {project !== null && <RefreshOnRows projectId={project.id} kinds={['notification']} />}
      <NotificationPage
        organizationId={organizationId}
        notifications={list.data}
        hasMore={list.hasMore}
        unread={list.unread}
      />
    </>
  );
}
