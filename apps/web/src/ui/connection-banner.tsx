'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { StatusIcon } from './status-icon.tsx';
import { isCodeMissing, listenForMissingCode } from './until-loaded.ts';

/** Says that the browser has no network, or that a part of the page does not come, for as long as it is so. */
export function ConnectionBanner() {
  const t = useTranslations('ui');
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine, alwaysOnline);
  const isMissing = useSyncExternalStore(listenForMissingCode, isCodeMissing, isCodeMissing);
  const words = isOnline ? 'missing' : 'offline';
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-(--layer-toast) grid justify-items-center px-4"
    >
      {(!isOnline || isMissing) && (
        <p className="tone-warning flex items-start gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2.5 shadow-float">
          <StatusIcon shape="triangle" className="mt-0.5" />
          <span>
            <b>{t(`${words}.title`)}</b> {t(`${words}.message`)}
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
