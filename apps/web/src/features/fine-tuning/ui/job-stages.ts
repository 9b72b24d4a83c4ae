import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import type { Step } from '../../../ui/steps.tsx';
import type { JobDetail } from '../server/get-job.ts';

const isShort = (from: Date, to: Date | null): boolean => to !== null && to.getTime() - from.getTime() < 100;

/** The way of a job, with the time that each part took. */
export function jobStages(t: Translate<'fineTuning'>, job: JobDetail): Step[] {
  const { status, createdAt, queuedAt, startedAt, finishedAt, queue, stepsTotal } = job;
  const isOver = finishedAt !== null;
  const failed = status === 'FAILED' ? 'failed' : status === 'CANCELLED' ? 'skipped' : null;
  const between = (from: Date | null, to: Date | null) =>
    from === null || to === null ? undefined : formatDuration(Math.max(0, to.getTime() - from.getTime()));
  const stage = (isDone: boolean, isNow: boolean): Step['state'] =>
    isDone ? 'done' : isNow ? (isOver ? (failed ?? 'done') : 'now') : isOver ? 'skipped' : 'todo';
  const validated = between(createdAt, queuedAt);
  const waited = between(queuedAt, startedAt);
  const trained = between(startedAt, finishedAt);
  return [
    {
      label: t('stage.validated'),
      state: stage(queuedAt !== null, true),
      detail:
        validated === undefined ? t('stage.checking') : isShort(createdAt, queuedAt) ? t('stage.wasReady') : validated,
    },
    {
      label: t('stage.queued'),
      state: stage(startedAt !== null, queuedAt !== null),
      detail: waited ?? (queue === null ? undefined : t('stage.place', { place: queue.place, waiting: queue.waiting })),
    },
    {
      label: t('stage.training'),
      state: status === 'SUCCEEDED' ? 'done' : stage(false, startedAt !== null),
      detail: trained ?? (stepsTotal === 0 ? undefined : t('stage.steps', { steps: formatCount(stepsTotal) })),
    },
    {
      label: t('stage.saved'),
      state: status === 'SUCCEEDED' ? 'done' : isOver ? 'skipped' : 'todo',
      detail: status === 'SUCCEEDED' ? t('stage.best') : undefined,
    },
  ];
}
