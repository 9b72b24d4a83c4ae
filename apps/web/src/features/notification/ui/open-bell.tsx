'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { NotificationView } from '../server/notification-view.ts';
import { notificationWords } from './notification-words.ts';
import { UnreadDot } from './unread-dot.tsx';

export type BellList = readonly NotificationView[] | 'failed' | null;

interface OpenBellProps {
  trigger: ReactElement;
  home: string;
  list: BellList;
  /** It was opened once more. */
  onOpen: () => void;
  onChoose: (id: string) => void;
}

/** The bell from its first opening on. */
export function OpenBell({ trigger, home, list, onOpen, onChoose }: OpenBellProps) {
  const t = useTranslations('notification');
  return (
    <DropdownMenu.Root modal={false} defaultOpen onOpenChange={(isOpen) => isOpen && onOpen()}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="appearing z-(--layer-tip) max-h-[min(520px,var(--radix-dropdown-menu-content-available-height))] w-88 max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-line-strong bg-surface p-1 shadow-float"
        >
          {Array.isArray(list) && list.length > 0 ? (
            list.map((one: NotificationView) => <BellItem key={one.id} one={one} onOpen={onChoose} />)
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
