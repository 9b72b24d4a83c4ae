'use client';

import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';
import { CopyId } from './copy-id.tsx';
import { StatusIcon } from './status-icon.tsx';

interface ErrorStateProps {
  /** What failed: `Endpoints could not be loaded`. */
  title: string;
  /** Where and how to mend it; the message of the problem. */
  message: string;
  requestId?: string | null;
  onRetry?: () => void;
}

export function ErrorState({ title, message, requestId, onRetry }: ErrorStateProps) {
  const t = useTranslations('ui');
  return (
    <div role="alert" className="tone-danger grid justify-items-center gap-1 px-6 py-8 text-center">
      <StatusIcon shape="octagon" size={20} className="mb-1" />
      <h2 className="font-medium">{title}</h2>
      <p className="max-w-[44ch] text-pretty text-fg-2">{message}</p>
      <div className="mt-3 flex flex-wrap items-center justify-center gap-2">
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('table.tryAgain')}
          </Button>
        )}
        {requestId && <CopyId id={requestId} what={t('copy.requestId')} />}
      </div>
    </div>
  );
}
