'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import { ErrorState } from './error-state.tsx';

interface PageErrorProps {
  /** In production Next keeps the message and gives a digest, which stands in the log beside it. */
  error: Error & { digest?: string };
  reset: () => void;
}

export function PageError({ error, reset }: PageErrorProps) {
  const t = useTranslations('ui');
  const router = useRouter();
  // The boundary alone would show what the server answered before.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      title={t('pageError.title')}
      message={t('pageError.message')}
      requestId={error.digest ?? null}
      onRetry={retry}
    />
  );
}
