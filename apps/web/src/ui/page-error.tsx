'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition, useCallback, useEffect } from 'react';
import { ErrorState } from './error-state.tsx';

/** So often a page looks whether the database is back. */
const againMs = 3_000;

interface PageErrorProps {
  /** In production Next keeps the message and gives a digest, which stands in the log beside it. */
  error: Error & { digest?: string };
  reset: () => void;
}

export function PageError({ error, reset }: PageErrorProps) {
  const t = useTranslations('ui');
  const router = useRouter();
  const isAway = error.digest?.startsWith('database_unavailable') ?? false;
  // The boundary alone would show what the server answered before.
  const retry = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(retry, againMs);
    return () => clearInterval(timer);
  }, [isAway, retry]);
  return (
    <ErrorState
      title={t('pageError.title')}
      message={t(isAway ? 'pageError.away' : 'pageError.message')}
      requestId={error.digest ?? null}
      onRetry={retry}
    />
  );
}
