import { parseId } from '@modelmint/domain/ids';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listNotifications } from '../../../../features/notification/server/list-notifications.ts';
import { NotificationPage } from '../../../../features/notification/ui/notification-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
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
  const { deps, principal } = await organizationPage(organizationId);
  if (principal.support !== undefined)
    return <RoleDenied title={(await getTranslations('notification'))('title')} role={principal.role} isPersonal />;
  const asked = await searchParams;
  const one = (name: string): string => [asked[name]].flat()[0] ?? '';
  const page = { limit: shown, isUnread: one('show') === 'unread' };
  const after = parseId('notification', one('after'));
  const from = after === null ? {} : { after };
  const list = await listNotifications(deps, principal, { ...page, ...from }).catch(
    toFirstPage(`/organizations/${organizationId}/notifications`),
  );
  return (
    <>
      <RefreshOnRows placeId={organizationId} kinds={['notification']} />
      <NotificationPage
        organizationId={organizationId}
        notifications={list.data}
        hasMore={list.hasMore}
        unread={list.unread}
      />
    </>
  );
}
