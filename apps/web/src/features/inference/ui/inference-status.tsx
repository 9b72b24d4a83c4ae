import type { ShownInferenceStatus } from '@modelmint/domain/inference-job';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import type { InferenceView } from '../server/inference-view.ts';

const looks: Record<ShownInferenceStatus, { kind: StatusKind; word: string | null }> = {
  validating: { kind: 'validating', word: null },
  queued: { kind: 'queued', word: null },
  running: { kind: 'running', word: null },
  finishing: { kind: 'running', word: 'Writing the results' },
  cancelling: { kind: 'running', word: 'Cancelling' },
  completed: { kind: 'succeeded', word: 'Completed' },
  failed: { kind: 'failed', word: null },
  cancelled: { kind: 'cancelled', word: null },
  expired: { kind: 'expired', word: null },
};

interface InferenceStatusProps {
  job: Pick<InferenceView, 'shown' | 'rowsTotal' | 'rowsDone' | 'rowsFailed'>;
  isBadge?: boolean;
}

export function InferenceStatus({ job, isBadge = false }: InferenceStatusProps) {
  const { kind, word } = looks[job.shown];
  const running = job.shown === 'running' && !isBadge ? `Running, ${percentDone(job)}%` : null;
  return (
    <Status kind={kind} isBadge={isBadge}>
      {running ?? word}
    </Status>
  );
}

/** 100 only when the last row is done. */
export function percentDone({ rowsTotal, rowsDone, rowsFailed }: InferenceStatusProps['job']): number {
  return rowsTotal === 0 ? 0 : Math.floor((100 * Math.min(rowsDone + rowsFailed, rowsTotal)) / rowsTotal);
}
