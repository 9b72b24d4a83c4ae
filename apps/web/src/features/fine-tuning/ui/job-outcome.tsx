import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageKey } from '../../../i18n/translate.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { formatAmount, formatCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { returnedMicros } from './returned-micros.ts';

interface JobOutcomeProps {
  projectId: string;
  job: JobDetail;
  /** May start it again. */
  canWrite: boolean;
}

/** What a job that has ended without a model leaves to say: the reason, the price, what to try. */
export function JobOutcome({ projectId, job, canWrite }: JobOutcomeProps) {
  const t = useTranslations('fineTuning');
  if (job.status === 'FAILED' && job.error !== null)
    return <Failure projectId={projectId} job={job} error={job.error} canWrite={canWrite} />;
  if (job.status === 'CANCELLED')
    return (
      <Note tone="neutral">
        <b>
          {job.step > 0 ? t('outcome.cancelledAfter', { step: formatCount(job.step) }) : t('outcome.cancelledBefore')}
        </b>{' '}
        {job.costMicros > 0n
          ? t('outcome.charged', {
              price: formatAmount(job.costMicros),
              rest: formatAmount(returnedMicros(job)),
            })
          : t('outcome.notCharged', { hold: formatAmount(job.estimatedMicros) })}
      </Note>
    );
  return null;
}

interface FailureProps extends JobOutcomeProps {
  error: NonNullable<JobDetail['error']>;
}

function Failure({ projectId, job, error, canWrite }: FailureProps) {
  const t = useTranslations('fineTuning');
  const home = `/projects/${projectId}`;
  const again = (chunks: ReactNode) =>
    canWrite ? (
      <Link className="link" href={`${home}/fine-tuning/new?dataset=${job.dataset.id}&from=${job.id}`}>
        {chunks}
      </Link>
    ) : (
      chunks
    );
  return (
    <Note tone="danger">
      <p>
        <b>{translateProblem(error.message)}</b>
      </p>
      <p className="mt-0.5 text-fg-2">
        {error.fault === 'PLATFORM'
          ? t.rich(job.attempts > 1 ? 'outcome.ourFaultTried' : 'outcome.ourFault', { again, workers: job.attempts })
          : t.rich('outcome.theirFault', {
              advice: t(adviceOf(error.code)),
              again,
              data: (chunks) => (
                <Link className="link" href={`${home}/data/${job.dataset.id}`}>
                  {chunks}
                </Link>
              ),
            })}
      </p>
    </Note>
  );
}

function adviceOf(code: string): MessageKey<'fineTuning'> {
  switch (code) {
    case 'invalid_state':
      return 'outcome.advice.smallerRate';
    case 'dataset_invalid':
      return 'outcome.advice.mendLines';
    case 'insufficient_quota':
      return 'outcome.advice.addCredit';
    default:
      return 'outcome.advice.mend';
  }
}
