import { useTranslations } from 'next-intl';
import { Status } from '../../../ui/status.tsx';
import type { BaseModelView } from '../server/base-model-view.ts';

interface BaseModelStatusProps {
  model: Pick<BaseModelView, 'status' | 'progress'>;
  isBadge?: boolean;
}

export function BaseModelStatus({ model: { status, progress }, isBadge = false }: BaseModelStatusProps) {
  const t = useTranslations('baseModel');
  switch (status) {
    case 'READY':
      return <Status kind="ready" isBadge={isBadge} />;
    case 'FAILED':
      return (
        <Status kind="failed" isBadge={isBadge}>
          {t('status.failed')}
        </Status>
      );
    case 'PENDING':
      return <Status kind="queued" isBadge={isBadge} />;
    default:
      return (
        <Status kind="running" isBadge={isBadge}>
          {t('status.importing', { percent: Math.floor(progress * 100) })}
        </Status>
      );
  }
}
