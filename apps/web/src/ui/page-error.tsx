'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from './error-state.tsx';

interface PageErrorProps {
  /** In production Next keeps the message and gives a digest, which stands in the log beside it. */
  error: Error & { digest?: string };
  reset: () => void;
}

export function PageError({ error, reset }: PageErrorProps) {
  const t = useTranslations('ui');
  return (
    <ErrorState
      title={t('pageError.title')}
      message={t('pageError.message')}
      requestId={error.digest ?? null}
      onRetry={reset}
    />
  );
}
