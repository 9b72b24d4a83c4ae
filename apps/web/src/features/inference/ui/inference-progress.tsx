'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { formatClock, formatExactTime } from '../../../ui/format-time.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Steps } from '../../../ui/steps.tsx';
import type { NamedInference } from '../server/name-files.ts';
import type { PacePoint } from '../server/read-pace.ts';
import { inferenceStages } from './inference-stages.ts';
import { percentAnswered } from './percent-answered.ts';
import { useRowPace } from './use-row-pace.ts';

interface InferenceProgressProps {
  job: NamedInference;
  points: readonly PacePoint[];
  /** False when nobody is there who could answer. */
  hasWorker: boolean;
}

export function InferenceProgress({ job, points, hasWorker }: InferenceProgressProps) {
  const t = useTranslations('inference');
  const { seconds, rowsPerSecond } = useRowPace(points, job.rowsTotal);
  const isRunning = job.status === 'RUNNING';
  const pace = isRunning && rowsPerSecond !== null ? t('progress.pace', { pace: paceOf(rowsPerSecond) }) : undefined;
  return (
    <Panel
      title={t('progress.title')}
      aside={pace === undefined ? undefined : <span className="tabular-nums">{pace}</span>}
      className="h-full"
    >
      <div className="flex h-full flex-col">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-figure font-medium tabular-nums">{headOf(t, job)}</span>
          <span className="text-fg-2 tabular-nums">
            {isRunning ? <TimeLeft seconds={seconds} shown={job.shown} /> : tookOf(t, job)}
          </span>
        </div>
        <div className="mt-2">
          <Bar job={job} />
        </div>
        <div className="my-4 text-pretty text-fg-2">
          <Sentence job={job} hasWorker={hasWorker} />
        </div>
        <div className="mt-auto border-t border-line pt-3">
          <Steps label={t('stage.title')} steps={inferenceStages(t, job)} />
        </div>
      </div>
    </Panel>
  );
}

const paceOf = (rows: number): string => (rows < 9.95 ? rows.toFixed(1) : formatCount(Math.round(rows)));

function headOf(t: Translate<'inference'>, job: NamedInference): string {
  if (job.status === 'COMPLETED') return t('progress.done');
  if (!job.isOver) return `${percentAnswered(job)}%`;
  return job.rowsDone + job.rowsFailed === 0
    ? t('progress.noRowAnswered')
    : t('progress.stoppedAt', { percent: percentAnswered(job) });
}

/** Mint is for what moves; what is over has its numbers only. */
function Bar({ job }: { job: NamedInference }) {
  const t = useTranslations('inference');
  const { rowsTotal, rowsDone, rowsFailed } = job;
  const done = rowsDone + rowsFailed;
  const rows =
    rowsTotal === 0 ? t('progress.counting') : t('progress.rowsOf', { done: formatCount(done), count: rowsTotal });
  const errors = rowsFailed === 0 ? '' : t('progress.errors', { count: rowsFailed });
  if (job.isOver)
    return (
      <p className="flex justify-between gap-3 text-small text-fg-3 tabular-nums">
        <span>{rowsTotal === 0 ? t('progress.noRow') : rows}</span>
        <span>{errors}</span>
      </p>
    );
  const share = rowsTotal === 0 ? 0 : done / rowsTotal;
  return <Progress label={t('progress.label')} share={share} isLarge left={rows} right={errors} />;
}

function TimeLeft({ seconds, shown }: { seconds: number | null; shown: NamedInference['shown'] }) {
  const t = useTranslations('inference');
  if (shown === 'cancelling') return t('progress.stopping');
  if (shown === 'finishing') return t('status.finishing');
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

function tookOf(t: Translate<'inference'>, { startedAt, finishedAt }: NamedInference): string {
  if (startedAt === null || finishedAt === null) return '';
  return t('progress.took', { duration: formatDuration(finishedAt.getTime() - startedAt.getTime()) });
}

function Sentence({ job, hasWorker }: Pick<InferenceProgressProps, 'job' | 'hasWorker'>) {
  const t = useTranslations('inference');
  if (!job.isOver && !hasWorker) return <Note tone="warning">{t('progress.noWorker')}</Note>;
  return <p>{wordsOf(t, job)}</p>;
}

function wordsOf(t: Translate<'inference'>, { shown, rowsFailed, mode }: NamedInference): string {
  if (shown !== 'completed') return t(`progress.words.${shown}`);
  if (rowsFailed === 0) return t('progress.words.allAnswered');
  return t(mode === 'BATCH' ? 'progress.words.errorsInFile' : 'progress.words.errorsBeside');
}
