'use client';

import { useTranslations } from 'next-intl';

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
