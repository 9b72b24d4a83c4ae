'use client';

import { formatCount, formatDuration, formatQuantity } from '../../../ui/format.ts';
import { formatClock, formatExactTime } from '../../../ui/format-time.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Steps } from '../../../ui/steps.tsx';
import type { NamedInference } from '../server/name-files.ts';
import type { PacePoint } from '../server/read-pace.ts';
import { inferenceStages } from './inference-stages.ts';
import { percentDone } from './inference-status.tsx';
import { useRowPace } from './use-row-pace.ts';

interface InferenceProgressProps {
  job: NamedInference;
  points: readonly PacePoint[];
  /** False when nobody is there who could answer. */
  hasWorker: boolean;
}

export function InferenceProgress({ job, points, hasWorker }: InferenceProgressProps) {
  const { seconds, rowsPerSecond } = useRowPace(points, job.rowsTotal);
  const isRunning = job.status === 'RUNNING';
  const pace = isRunning && rowsPerSecond !== null ? `${paceOf(rowsPerSecond)} rows/s` : undefined;
  return (
    <Panel
      title="Progress"
      aside={pace === undefined ? undefined : <span className="tabular-nums">{pace}</span>}
      className="h-full"
    >
      <div className="flex h-full flex-col">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-figure font-medium tabular-nums">{headOf(job)}</span>
          <span className="text-fg-2 tabular-nums">
            {isRunning ? <TimeLeft seconds={seconds} shown={job.shown} /> : tookOf(job)}
          </span>
        </div>
        <div className="mt-2">
          <Bar job={job} />
        </div>
        <div className="my-4 text-pretty text-fg-2">
          <Sentence job={job} hasWorker={hasWorker} />
        </div>
        <div className="mt-auto border-t border-line pt-3">
          <Steps label="Stages" steps={inferenceStages(job)} />
        </div>
      </div>
    </Panel>
  );
}

const paceOf = (rows: number): string => (rows < 9.95 ? rows.toFixed(1) : formatCount(Math.round(rows)));

function headOf(job: NamedInference): string {
  if (job.status === 'COMPLETED') return 'Done';
  if (!job.isOver) return `${percentDone(job)}%`;
  return job.rowsDone + job.rowsFailed === 0 ? 'No row answered' : `Stopped at ${percentDone(job)}%`;
}

/** Mint is for what moves; what is over has its numbers only. */
function Bar({ job }: { job: NamedInference }) {
  const { rowsTotal, rowsDone, rowsFailed } = job;
  const done = rowsDone + rowsFailed;
  const rows =
    rowsTotal === 0 ? 'Rows are being counted' : `${formatCount(done)} of ${formatQuantity(rowsTotal, 'row')}`;
  const errors = rowsFailed === 0 ? '' : formatQuantity(rowsFailed, 'error');
  if (job.isOver)
    return (
      <p className="flex justify-between gap-3 text-small text-fg-3 tabular-nums">
        <span>{rowsTotal === 0 ? 'No row' : rows}</span>
        <span>{errors}</span>
      </p>
    );
  const share = rowsTotal === 0 ? 0 : done / rowsTotal;
  return <Progress label="Rows answered" share={share} isLarge left={rows} right={errors} />;
}

function TimeLeft({ seconds, shown }: { seconds: number | null; shown: NamedInference['shown'] }) {
  if (shown === 'cancelling') return 'Stopping after these rows';
  if (shown === 'finishing') return 'Writing the results';
  if (seconds === null) return 'Measuring the pace';
  const done = new Date(Date.now() + seconds * 1000);
  return (
    <>
      About {formatDuration(seconds * 1000)} left, done near{' '}
      <time dateTime={done.toISOString()} title={formatExactTime(done)}>
        {formatClock(done)} UTC
      </time>
    </>
  );
}

function tookOf({ startedAt, finishedAt }: NamedInference): string {
  if (startedAt === null || finishedAt === null) return '';
  return `Took ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`;
}

function Sentence({ job, hasWorker }: Pick<InferenceProgressProps, 'job' | 'hasWorker'>) {
  if (!job.isOver && !hasWorker)
    return (
      <Note tone="warning">
        No worker answers at the moment. The job waits and goes on by itself when one is there; nothing is lost.
      </Note>
    );
  return <p>{wordsOf(job)}</p>;
}

function wordsOf({ shown, rowsFailed, mode }: NamedInference): string {
  switch (shown) {
    case 'validating':
      return 'Every line is being checked. The money is held when the rows are counted.';
    case 'queued':
      return 'It waits for its turn: the jobs of all organizations go on one after the other, a piece at a time.';
    case 'running':
      return 'Finished rows are kept whatever happens, and paid once. You may close this page; the job goes on.';
    case 'finishing':
      return 'All rows are done. The result file is being written.';
    case 'cancelling':
      return 'The file of the finished rows is being written.';
    case 'completed':
      return rowsFailed === 0
        ? 'Every row is answered.'
        : `Rows that could not be answered have their reason ${mode === 'BATCH' ? 'in the error file' : 'beside them'}; they cost nothing.`;
    case 'failed':
      return 'It failed.';
    case 'cancelled':
      return 'It was cancelled. The finished rows are kept.';
    case 'expired':
      return 'It did not end within 24 hours. The finished rows are kept.';
  }
}
