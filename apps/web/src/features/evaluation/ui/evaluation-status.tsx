import type { ShownInferenceStatus } from '@modelmint/domain/inference-job';
import { useTranslations } from 'next-intl';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { percentAnswered } from '../../inference/ui/percent-answered.ts';
import type { EvaluationView } from '../server/evaluation-view.ts';

const kinds: Record<ShownInferenceStatus, StatusKind> = {
  ...{ validating: 'validating', queued: 'queued', running: 'running', finishing: 'running', cancelling: 'running' },
  ...{ completed: 'succeeded', failed: 'failed', cancelled: 'cancelled', expired: 'expired' },
};

interface EvaluationStatusProps {
  job: Pick<EvaluationView['job'], 'shown' | 'rowsTotal' | 'rowsDone' | 'rowsFailed'>;
  isBadge?: boolean;
}

export function EvaluationStatus({ job, isBadge = false }: EvaluationStatusProps) {
  const t = useTranslations('evaluation');
  const { shown } = job;
  const word = () => {
    if (shown === 'running') return isBadge ? null : t('state.running', { percent: percentAnswered(job) });
    return shown === 'finishing' || shown === 'cancelling' || shown === 'completed' ? t(`state.${shown}`) : null;
  };
  return (
    <Status kind={kinds[shown]} isBadge={isBadge}>
      {word()}
    </Status>
  );
}
