'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { StatusIcon } from './status-icon.tsx';

/** Says that the browser has no network, for as long as it has none. */
export function ConnectionBanner() {
  const t = useTranslations('ui');
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine, alwaysOnline);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-(--layer-toast) grid justify-items-center px-4"
    >
      {!isOnline && (
        <p className="tone-warning flex items-start gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2.5 shadow-float">
          <StatusIcon shape="triangle" className="mt-0.5" />
          <span>
            <b>{t('offline.title')}</b> {t('offline.message')}
          </span>
        </p>
      )}
    </div>
  );
}

function listen(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

/** The server renders for who has reached it. */
const alwaysOnline = () => true;
