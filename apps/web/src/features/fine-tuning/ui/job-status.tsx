import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import type { JobView } from '../server/job-view.ts';

const kinds: Record<JobView['status'], StatusKind> = {
  VALIDATING_FILES: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

interface JobStatusProps {
  job: Pick<JobView, 'status' | 'isCancelling' | 'step' | 'stepsTotal'>;
  /** Place in the queue, where it is known. */
  place?: number | null;
  isBadge?: boolean;
}

export function JobStatus({ job, place = null, isBadge = false }: JobStatusProps) {
  const t = useTranslations('fineTuning');
  return (
    <Status kind={kinds[job.status]} isBadge={isBadge}>
      {wordOf(t, job, { place, isBadge })}
    </Status>
  );
}

function wordOf(
  t: Translate<'fineTuning'>,
  job: JobStatusProps['job'],
  { place, isBadge }: { place: number | null; isBadge: boolean },
): string | null {
  if (job.isCancelling) return t('status.cancelling');
  if (job.status === 'QUEUED' && place !== null) return t('status.queuedAt', { place });
  if (job.status === 'RUNNING' && job.stepsTotal > 0 && !isBadge)
    return t('status.runningAt', { percent: percentDone(job) });
  return null;
}

/** 100 only when the last step is done. */
export function percentDone({ step, stepsTotal }: Pick<JobView, 'step' | 'stepsTotal'>): number {
  return stepsTotal === 0 ? 0 : Math.floor((100 * Math.min(step, stepsTotal)) / stepsTotal);
}
