'use client';

import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense, useEffect, useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { loadOnUse } from '../../../ui/load-on-use.ts';
import { showFailure } from '../../../ui/show-failure.ts';
import { useRowEvents } from '../../../ui/use-row-events.ts';
import type { NotificationView } from '../server/notification-view.ts';
import { markRead } from './mark-read.ts';
import type { BellList } from './open-bell.tsx';

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

const OpenBell = loadOnUse(async () => (await import('./open-bell.tsx')).OpenBell);
const shown = 8;
const unreadShown = 99;

/** How much is unread, and the newest on demand. */
export function NotificationBell({ organizationId, userId, placeId, unread: first }: NotificationBellProps) {
  const t = useTranslations('notification');
  const home = `/organizations/${organizationId}/notifications`;
  const [unread, setUnread] = useState(first);
  const [isUsed, setUsed] = useState(false);
  const [list, setList] = useState<BellList>(null);
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
  const icon = <BellIcon unread={unread} more={t('bell.more')} />;
  const label = t('bell.label', { count: unread });
  const open = () => {
    setUsed(true);
    read();
  };
  const button = <IconButton label={label} icon={icon} aria-haspopup="menu" aria-expanded={false} onClick={open} />;
  if (!isUsed) return button;
  return (
    <Suspense fallback={button}>
      <OpenBell
        trigger={<IconButton label={label} icon={icon} />}
        home={home}
        list={list}
        onOpen={read}
        onChoose={mark}
      />
    </Suspense>
  );
}

function BellIcon({ unread, more }: { unread: number; more: string }) {
  return (
    <span className="relative inline-flex">
      <Icon of={Bell} />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute -top-1.5 left-2 min-w-3.5 rounded-full bg-fg px-0.5 text-center text-[10px] leading-3.5 font-medium text-canvas tabular-nums"
        >
          {unread > unreadShown ? more : unread}
        </span>
      )}
    </span>
  );
}
