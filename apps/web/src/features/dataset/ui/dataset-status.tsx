import { useTranslations } from 'next-intl';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import type { DatasetView } from '../server/dataset-view.ts';

const kinds: Record<DatasetView['status'], StatusKind> = {
  PENDING: 'pending',
  VALIDATING: 'validating',
  READY: 'ready',
  INVALID: 'invalid',
};

interface DatasetStatusProps {
  dataset: Pick<DatasetView, 'status' | 'progress'>;
  isBadge?: boolean;
}

export function DatasetStatus({ dataset, isBadge = false }: DatasetStatusProps) {
  const t = useTranslations('dataset');
  const { status, progress } = dataset;
  return (
    <Status kind={kinds[status]} isBadge={isBadge}>
      {status === 'VALIDATING' && !isBadge && progress > 0
        ? t('status.validating', { percent: Math.floor(progress * 100) })
        : null}
    </Status>
  );
}
