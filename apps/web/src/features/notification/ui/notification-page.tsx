'use client';

import { Bell, CheckCheck, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition, useOptimistic, useState } from 'react';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { olderHref } from '../../../ui/older-href.ts';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Select } from '../../../ui/select.tsx';
import { showFailure } from '../../../ui/show-failure.ts';
import { showToast } from '../../../ui/toast.ts';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import type { NotificationView } from '../server/notification-view.ts';
import { markRead } from './mark-read.ts';
import { notificationWords } from './notification-words.ts';
import { UnreadDot } from './unread-dot.tsx';

interface NotificationPageProps {
  organizationId: string;
  /** null while they are on their way. */
  notifications: readonly NotificationView[] | null;
  hasMore: boolean;
  unread: number;
}

/** Everything that a person was told in an organization. */
export function NotificationPage({ organizationId, notifications, hasMore, unread }: NotificationPageProps) {
  const t = useTranslations('notification');
  const router = useRouter();
  const { query, set } = useUrlFilters();
  const home = `/organizations/${organizationId}/notifications`;
  const only = query.get('show') === 'unread';
  // At once; when it fails, what was unread is so again.
  const [isAllRead, showAllRead] = useOptimistic(false, () => true);
  const markAll = () =>
    startTransition(async () => {
      showAllRead(null);
      try {
        await markRead(organizationId);
        showToast({ title: t('list.marked') });
        startTransition(() => router.refresh());
      } catch (error) {
        showFailure(t('list.notMarked'), error);
      }
    });
  const rows = isAllRead ? (notifications ?? []).map((one) => ({ ...one, isRead: true })) : notifications;
  const last = notifications?.at(-1);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[t('facts')]}
        actions={
          <>
            {unread > 0 && !isAllRead && (
              <Button icon={<Icon of={CheckCheck} />} onClick={markAll}>
                {t('list.markAll')}
              </Button>
            )}
            <LinkButton icon={<Icon of={SlidersHorizontal} />} href={`${home}/choices`}>
              {t('list.choose')}
            </LinkButton>
          </>
        }
      />
      <search className="flex flex-wrap items-center gap-2">
        <Select
          label={t('list.show')}
          className="w-40!"
          options={[
            { value: 'all', label: t('list.all') },
            { value: 'unread', label: t('list.onlyUnread') },
          ]}
          value={only ? 'unread' : 'all'}
          onValueChange={(value) => set({ show: value === 'all' ? null : value, after: null })}
        />
      </search>
      <Panel
        isFlush
        foot={
          (hasMore || query.has('after')) && (
            <>
              <span>{t('list.newestFirst')}</span>
              <span className="flex gap-2">
                {query.has('after') && (
                  <LinkButton size="small" href={only ? `${home}?show=unread` : home}>
                    {t('list.newest')}
                  </LinkButton>
                )}
                {hasMore && last && (
                  <LinkButton
                    size="small"
                    href={`${home}${olderHref({ show: only ? 'unread' : undefined, after: last.id })}`}
                  >
                    {t('list.older')}
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        <NotificationTable {...{ organizationId, home, only }} notifications={rows} />
      </Panel>
    </Page>
  );
}

interface NotificationTableProps {
  organizationId: string;
  home: string;
  notifications: readonly NotificationView[] | null;
  /** Only what is unread. */
  only: boolean;
}

function NotificationTable({ organizationId, home, notifications, only }: NotificationTableProps) {
  const t = useTranslations('notification');
  const columns: Column<NotificationView>[] = [
    {
      id: 'what',
      header: t('list.what'),
      place: 'lead',
      cell: (one) => <What organizationId={organizationId} one={one} />,
    },
    {
      id: 'about',
      header: t('list.about'),
      place: 'plain',
      width: '28%',
      cell: ({ target }) => <span className="block max-w-72 truncate">{target.name}</span>,
      isEmpty: ({ target }) => target.name === null,
    },
    {
      id: 'when',
      header: t('list.when'),
      place: 'main',
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ];
  return (
    <DataTable
      label={t('list.label')}
      columns={columns}
      rows={notifications}
      idOf={({ id }) => id}
      empty={
        <EmptyState
          icon={<Icon of={Bell} />}
          title={only ? t('list.empty.unreadTitle') : t('list.empty.title')}
          actions={only && <LinkButton href={home}>{t('list.empty.showAll')}</LinkButton>}
        >
          {only ? t('list.empty.unreadText') : t('list.empty.text')}
        </EmptyState>
      }
    />
  );
}

function What({ organizationId, one }: { organizationId: string; one: NotificationView }) {
  const t = useTranslations('notification');
  const translateProblem = useProblemTranslator();
  const { title, text } = notificationWords(t, one);
  const router = useRouter();
  const [isMarked, setMarked] = useState(false);
  const isRead = one.isRead || isMarked;
  const mark = () => {
    if (isRead) return;
    setMarked(true);
    // The page that opens does not wait for it; the way back to this one shows what has become of it.
    markRead(organizationId, [one.id]).then(
      () => router.refresh(),
      (error: unknown) => {
        setMarked(false);
        showFailure(t('list.notMarked'), error);
      },
    );
  };
  return (
    <span className="flex gap-2">
      <UnreadDot isRead={isRead} />
      <span className="min-w-0">
        <Link href={one.path} onClick={mark} className="hover:underline">
          {title}
        </Link>
        {text !== '' && (
          <span className="block max-w-160 text-small font-regular whitespace-normal text-fg-3">
            {translateProblem(text)}
          </span>
        )}
      </span>
    </span>
  );
}
