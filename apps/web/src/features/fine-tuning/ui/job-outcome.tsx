import Link from 'next/link';
import { formatAmount, formatCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { returnedMicros } from './returned-micros.ts';

/** What a job that has ended without a model leaves to say: the reason, the price, what to try. */
export function JobOutcome({ projectId, job }: { projectId: string; job: JobDetail }) {
  if (job.status === 'FAILED' && job.error !== null)
    return <Failure projectId={projectId} job={job} error={job.error} />;
  if (job.status === 'CANCELLED')
    return (
      <Note tone="neutral">
        <b>Cancelled{job.step > 0 ? ` after step ${formatCount(job.step)}` : ' before it started'}.</b>{' '}
        {job.costMicros > 0n
          ? `${formatAmount(job.costMicros)} was charged for the completed steps; ${formatAmount(returnedMicros(job))} of the hold is back in your credit.`
          : `Nothing was charged; the hold of ${formatAmount(job.estimatedMicros)} is back in your credit.`}
      </Note>
    );
  return null;
}

interface FailureProps {
  projectId: string;
  job: JobDetail;
  error: NonNullable<JobDetail['error']>;
}

function Failure({ projectId, job, error }: FailureProps) {
  const home = `/projects/${projectId}`;
  return (
    <Note tone="danger">
      <p>
        <b>{error.message}</b>
      </p>
      <p className="mt-0.5 text-fg-2">
        {error.fault === 'PLATFORM' ? (
          <>
            This is our fault, not that of your data. Nothing was charged.{' '}
            <Link className="link" href={`${home}/fine-tuning/new?dataset=${job.dataset.id}&from=${job.id}`}>
              Start it again
            </Link>
            {job.attempts > 1 && `; it was tried on ${job.attempts} workers`}.
          </>
        ) : (
          <>
            Nothing was charged. {advice(error.code)}{' '}
            <Link className="link" href={`${home}/fine-tuning/new?dataset=${job.dataset.id}&from=${job.id}`}>
              Change the settings
            </Link>{' '}
            or{' '}
            <Link className="link" href={`${home}/data/${job.dataset.id}`}>
              see the data
            </Link>
            .
          </>
        )}
      </p>
    </Note>
  );
}

function advice(code: string): string {
  switch (code) {
    case 'invalid_state':
      return 'A smaller learning rate keeps the loss from running away.';
    case 'dataset_invalid':
      return 'Mend the lines that the report of the data set names, and upload the file again.';
    case 'insufficient_quota':
      return 'Add credit, or lower the epochs.';
    default:
      return 'Mend what the message names.';
  }
}
