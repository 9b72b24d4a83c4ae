'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
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
import { useTimeLeft } from './use-time-left.ts';

interface JobProgressProps {
  job: JobDetail;
  points: readonly MetricPoint[];
}

export function JobProgress({ job, points }: JobProgressProps) {
  const t = useTranslations('fineTuning');
  const left = useTimeLeft(points, job.stepsTotal);
  const isRunning = job.status === 'RUNNING';
  const pace = left.stepsPerSecond;
  return (
    <Panel
      title={t('progress.title')}
      aside={
        isRunning && pace !== null ? (
          <span className="tabular-nums">{t('progress.pace', { pace: pace.toFixed(1) })}</span>
        ) : undefined
      }
      className="h-full"
    >
      <div className="flex h-full flex-col">
        <div className="flex items-baseline justify-between gap-3">
          <span className="text-figure font-medium tabular-nums">{headOf(t, job)}</span>
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
          <Steps label={t('stage.title')} steps={jobStages(t, job)} />
        </div>
      </div>
    </Panel>
  );
}

function headOf(t: Translate<'fineTuning'>, job: JobDetail): string {
  if (job.status === 'SUCCEEDED') return t('progress.done');
  if (job.finishedAt === null) return `${percentDone(job)}%`;
  return job.step === 0 ? t('progress.notStarted') : t('progress.stoppedAt', { percent: percentDone(job) });
}

/** Mint is for what moves; what is over has its numbers only. */
function Bar({ job }: { job: JobDetail }) {
  const t = useTranslations('fineTuning');
  const { step, stepsTotal, epoch, spec } = job;
  const steps =
    stepsTotal === 0
      ? t('progress.noStep')
      : t('progress.stepOf', { step: formatCount(step), total: formatCount(stepsTotal) });
  const epochs =
    spec === null || step === 0 ? '' : t('progress.epochOf', { epoch: epochText(epoch), total: spec.epochs });
  if (job.finishedAt !== null)
    return (
      <p className="flex justify-between gap-3 text-small text-fg-3 tabular-nums">
        <span>{steps}</span>
        <span>{epochs}</span>
      </p>
    );
  return (
    <Progress
      label={t('progress.label')}
      share={stepsTotal === 0 ? 0 : step / stepsTotal}
      isLarge
      left={steps}
      right={epochs}
    />
  );
}

const epochText = (epoch: number): string => (Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(2));

function TimeLeft({ seconds, isCancelling }: { seconds: number | null; isCancelling: boolean }) {
  const t = useTranslations('fineTuning');
  if (isCancelling) return t('progress.stopping');
  if (seconds === null) return t('progress.measuring');
  const done = new Date(Date.now() + seconds * 1000);
  return t.rich('progress.left', {
    duration: formatDuration(seconds * 1000),
    time: () => (
      <time dateTime={done.toISOString()} title={formatExactTime(done)}>
        {formatClock(done)} UTC
      </time>
    ),
  });
}

function Waiting({ job }: { job: JobDetail }) {
  const t = useTranslations('fineTuning');
  const { startedAt, finishedAt } = job;
  if (finishedAt !== null)
    return startedAt === null
      ? ''
      : t('progress.trainedFor', { duration: formatDuration(finishedAt.getTime() - startedAt.getTime()) });
  const trains = formatDurationRange({ low: job.estimatedSeconds / 3, high: job.estimatedSeconds });
  return job.estimatedSeconds > 0 ? t('progress.trainsFor', { duration: trains }) : '';
}

function Sentence({ job }: { job: JobDetail }) {
  const t = useTranslations('fineTuning');
  if (job.queue !== null) {
    const isHelpless = job.queue.reason === 'no_worker';
    return isHelpless ? <Note tone="warning">{queueReason(t, job.queue)}</Note> : <p>{queueReason(t, job.queue)}</p>;
  }
  if (job.status === 'VALIDATING_FILES') return <p>{t('progress.checking')}</p>;
  if (job.finishedAt !== null) return <p>{endSentence(t, job)}</p>;
  if (job.attempts > 1) return <p>{t('progress.resumed')}</p>;
  return <p>{t('progress.goesOn')}</p>;
}

function endSentence(
  t: Translate<'fineTuning'>,
  { status, step, stepsTotal, metrics: result, spec }: JobDetail,
): string {
  if (status === 'CANCELLED') return t('progress.cancelled');
  if (status === 'FAILED') return t('progress.failed');
  const { name: measure } = heldOutMeasure(spec);
  const isEarly = step < stepsTotal || result?.stoppedEarly === true;
  const end = !isEarly
    ? t('progress.allDone')
    : measure === null
      ? t('progress.earlyByLoss')
      : t('progress.earlyByMeasure', { measure });
  if (result === null) return end;
  const bestStep = formatCount(result.bestStep);
  const best =
    measure === null ? t('progress.bestByLoss', { bestStep }) : t('progress.bestByMeasure', { bestStep, measure });
  return `${end} ${best}`;
}
