'use client';

import { formatCount, formatDuration, formatDurationRange } from '../../../ui/format.ts';
import { formatClock, formatExactTime } from '../../../ui/format-time.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Steps } from '../../../ui/steps.tsx';
import type { JobDetail } from '../server/get-job.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { heldOutMeasure } from './held-out-measure.ts';
import { jobStages } from './job-stages.ts';
import { percentDone } from './job-status.tsx';
import { queueReason } from './queue-reason.ts';
import { readTrainingResult } from './training-result.ts';
import { useTimeLeft } from './use-time-left.ts';

interface JobProgressProps {
  job: JobDetail;
  points: readonly MetricPoint[];
}

export function JobProgress({ job, points }: JobProgressProps) {
  const left = useTimeLeft(points, job.stepsTotal);
  const isRunning = job.status === 'RUNNING';
  const pace = left.stepsPerSecond;
  return (
    <Panel
      title="Progress"
      aside={
        isRunning && pace !== null ? (
          <span className="tabular-nums">
            {pace.toFixed(1)}
            {'\u2009'}steps/s
          </span>
        ) : undefined
      }
      className="h-full"
    >
      <div className="flex h-full flex-col">
        <div className="flex items-baseline justify-between gap-3">
          <span className="text-figure font-medium tabular-nums">{headOf(job)}</span>
          <span className="text-fg-2 tabular-nums">
            {isRunning ? <TimeLeft seconds={left.seconds} isCancelling={job.isCancelling} /> : <Waiting job={job} />}
          </span>
        </div>
        <div className="mt-2">
          <Bar job={job} />
        </div>
        <div className="my-4 text-pretty text-fg-2">
          <Sentence job={job} />
        </div>
        <div className="mt-auto border-t border-line pt-3">
          <Steps label="Stages" steps={jobStages(job)} />
        </div>
      </div>
    </Panel>
  );
}

function headOf(job: JobDetail): string {
  if (job.status === 'SUCCEEDED') return 'Done';
  if (job.finishedAt === null) return `${percentDone(job)}%`;
  return job.step === 0 ? 'Not started' : `Stopped at ${percentDone(job)}%`;
}

/** Mint is for what moves; what is over has its numbers only. */
function Bar({ job }: { job: JobDetail }) {
  const { step, stepsTotal, epoch, spec } = job;
  const steps = stepsTotal === 0 ? 'No step' : `Step ${formatCount(step)} of ${formatCount(stepsTotal)}`;
  const epochs = spec === null || step === 0 ? '' : `Epoch ${epochText(epoch)} of ${spec.epochs}`;
  if (job.finishedAt !== null)
    return (
      <p className="flex justify-between gap-3 text-small text-fg-3 tabular-nums">
        <span>{steps}</span>
        <span>{epochs}</span>
      </p>
    );
  return (
    <Progress
      label="Training progress"
      share={stepsTotal === 0 ? 0 : step / stepsTotal}
      isLarge
      left={steps}
      right={epochs}
    />
  );
}

const epochText = (epoch: number): string => (Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(2));

function TimeLeft({ seconds, isCancelling }: { seconds: number | null; isCancelling: boolean }) {
  if (isCancelling) return 'Stopping after this step';
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

function Waiting({ job }: { job: JobDetail }) {
  const { startedAt, finishedAt } = job;
  if (finishedAt !== null)
    return startedAt === null ? '' : `Trained for ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`;
  const trains = formatDurationRange({ low: job.estimatedSeconds / 3, high: job.estimatedSeconds });
  return job.estimatedSeconds > 0 ? `Trains for about ${trains}` : '';
}

function Sentence({ job }: { job: JobDetail }) {
  if (job.queue !== null) {
    const isHelpless = job.queue.reason === 'no_worker';
    return isHelpless ? <Note tone="warning">{queueReason(job.queue)}</Note> : <p>{queueReason(job.queue)}</p>;
  }
  if (job.status === 'VALIDATING_FILES')
    return <p>The data set is being checked. The job takes its place in the queue when it is ready.</p>;
  if (job.finishedAt !== null) return <p>{endSentence(job)}</p>;
  if (job.attempts > 1)
    return (
      <p>
        A worker was lost. The job went on from its last checkpoint; no step is charged twice. You may close this page.
      </p>
    );
  return <p>You may close this page; the job goes on.</p>;
}

function endSentence({ status, step, stepsTotal, metrics, spec }: JobDetail): string {
  if (status === 'CANCELLED') return 'It was cancelled; no model was made.';
  if (status === 'FAILED') return 'It failed; no model was made.';
  const result = readTrainingResult(metrics);
  const measure = heldOutMeasure(spec);
  const best =
    result === null ? '' : ` The model is that of step ${formatCount(result.bestStep)}, where ${measure.best}.`;
  return step < stepsTotal || result?.stoppedEarly
    ? `It stopped early: ${measure.stopped}.${best}`
    : `All steps are done.${best}`;
}
