'use client';

import { Bell } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { callApi } from '../../../ui/call-api.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showFailure } from '../../../ui/show-failure.ts';
import { useRowEvents } from '../../../ui/use-row-events.ts';
import type { NotificationView } from '../server/notification-view.ts';
import { markRead } from './mark-read.ts';
import { notificationWords } from './notification-words.ts';

interface NotificationBellProps {
  organizationId: string;
  userId: string;
  /** The project or organization whose stream tells of new ones. */
  placeId: string;
  /** When the server read the page; 100 at most. */
  unread: number;
}

interface Answer {
  data: NotificationView[];
  unread: number;
}

const shown = 8;
const unreadShown = 99;

/** How much is unread, and the newest on demand. */
export function NotificationBell({ organizationId, userId, placeId, unread: first }: NotificationBellProps) {
  const t = useTranslations('notification');
  const home = `/organizations/${organizationId}/notifications`;
  const [unread, setUnread] = useState(first);
  const [list, setList] = useState<readonly NotificationView[] | 'failed' | null>(null);
  useEffect(() => setUnread(first), [first]);
  const read = () => {
    callApi<Answer>(`/api${home}?limit=${shown}`).then(
      (answer) => {
        setUnread(answer.unread);
        setList(answer.data);
      },
      // What is shown stays.
      () => setList((before) => before ?? 'failed'),
    );
  };
  useRowEvents(placeId, ['notification'], (ids) => {
    if (ids === null || ids.has(userId) || ids.has(organizationId)) read();
  });
  const mark = (id: string) => {
    const put = (isRead: boolean) => {
      setList((all) => (Array.isArray(all) ? all.map((one) => (one.id === id ? { ...one, isRead } : one)) : all));
      setUnread((count) => Math.max(0, count + (isRead ? -1 : 1)));
    };
    put(true);
    markRead(organizationId, [id]).then(setUnread, (error: unknown) => {
      put(false);
      showFailure(t('list.notMarked'), error);
    });
  };
  return (
    <DropdownMenu.Root modal={false} onOpenChange={(isOpen) => isOpen && read()}>
      <DropdownMenu.Trigger asChild>
        <IconButton
          label={t('bell.label', { count: unread })}
          icon={<BellIcon unread={unread} more={t('bell.more')} />}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="appearing z-(--layer-tip) max-h-[min(520px,var(--radix-dropdown-menu-content-available-height))] w-88 max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-line-strong bg-surface p-1 shadow-float"
        >
          {Array.isArray(list) && list.length > 0 ? (
            list.map((one: NotificationView) => <BellItem key={one.id} one={one} onOpen={mark} />)
          ) : (
            <p className="px-2 py-3 text-fg-2" role="status">
              {t(list === null ? 'bell.loading' : list === 'failed' ? 'bell.failed' : 'bell.none')}
            </p>
          )}
          {/* Stays in sight however long the list is. */}
          <div className="sticky -bottom-1 -mx-1 -mb-1 border-t border-line bg-surface p-1">
            <DropdownMenu.Item asChild>
              <Link href={home} className={`${itemStyle} text-accent-text`}>
                {t('bell.all')}
              </Link>
            </DropdownMenu.Item>
          </div>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemStyle =
  'flex items-start gap-2.5 rounded-sm px-2 py-2 no-underline outline-none! select-none data-[highlighted]:bg-hover max-md:py-2.5';

function BellItem({ one, onOpen }: { one: NotificationView; onOpen: (id: string) => void }) {
  const t = useTranslations('notification');
  const translateProblem = useProblemTranslator();
  const { title, text } = notificationWords(t, one);
  return (
    <DropdownMenu.Item asChild onSelect={() => one.isRead || onOpen(one.id)}>
      <Link href={one.path} className={itemStyle}>
        <UnreadDot isRead={one.isRead} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-3">
            <span className={one.isRead ? 'min-w-0 truncate' : 'min-w-0 truncate font-medium'}>{title}</span>
            <span className="flex-none text-small text-fg-3">
              <RelativeTime at={one.createdAt} />
            </span>
          </span>
          {one.target.name !== null && <span className="block truncate text-small text-fg-2">{one.target.name}</span>}
          {text !== '' && <span className="line-clamp-2 text-small text-fg-3">{translateProblem(text)}</span>}
        </span>
      </Link>
    </DropdownMenu.Item>
  );
}

/** Told by a word too, not by the colour alone. */
export function UnreadDot({ isRead }: { isRead: boolean }) {
  const t = useTranslations('notification');
  return (
    <span className="flex h-5 w-2 flex-none items-center">
      {!isRead && (
        <>
          <span className="size-2 rounded-full bg-accent-edge" aria-hidden="true" />
          <span className="sr-only">{t('list.unread')}</span>
        </>
      )}
    </span>
  );
}

function BellIcon({ unread, more }: { unread: number; more: string }) {
  return (
    <span className="relative inline-flex">
      <Icon of={Bell} />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute -top-1.5 left-2 min-w-3.5 rounded-full bg-accent px-0.5 text-center text-[10px] leading-3.5 font-medium text-accent-ink tabular-nums"
        >
          {unread > unreadShown ? more : unread}
        </span>
      )}
    </span>
  );
}
