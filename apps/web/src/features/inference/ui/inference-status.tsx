import type { ShownInferenceStatus } from '@modelmint/domain/inference-job';
import { useTranslations } from 'next-intl';
import type { MessageKey } from '../../../i18n/translate.ts';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import type { InferenceView } from '../server/inference-view.ts';
import { percentAnswered } from './percent-answered.ts';

const looks: Record<ShownInferenceStatus, { kind: StatusKind; word: MessageKey<'inference'> | null }> = {
  validating: { kind: 'validating', word: null },
  queued: { kind: 'queued', word: null },
  running: { kind: 'running', word: null },
  finishing: { kind: 'running', word: 'status.finishing' },
  cancelling: { kind: 'running', word: 'status.cancelling' },
  completed: { kind: 'succeeded', word: 'list.status.completed' },
  failed: { kind: 'failed', word: null },
  cancelled: { kind: 'cancelled', word: null },
  expired: { kind: 'expired', word: null },
};

interface InferenceStatusProps {
  job: Pick<InferenceView, 'shown' | 'rowsTotal' | 'rowsDone' | 'rowsFailed'>;
  isBadge?: boolean;
}

export function InferenceStatus({ job, isBadge = false }: InferenceStatusProps) {
  const t = useTranslations('inference');
  const { kind, word } = looks[job.shown];
  const running = job.shown === 'running' && !isBadge ? t('status.runningAt', { percent: percentAnswered(job) }) : null;
  return (
    <Status kind={kind} isBadge={isBadge}>
      {running ?? (word && t(word))}
    </Status>
  );
}
