import { formatCount, formatDuration } from '../../../ui/format.ts';
import type { Step } from '../../../ui/steps.tsx';
import type { JobDetail } from '../server/get-job.ts';

const isShort = (from: Date, to: Date | null): boolean => to !== null && to.getTime() - from.getTime() < 100;

/** The way of a job, with the time that each part took. */
export function jobStages(job: JobDetail): Step[] {
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
      label: 'Validated',
      state: stage(queuedAt !== null, true),
      detail:
        validated === undefined ? 'checking the data' : isShort(createdAt, queuedAt) ? 'the data was ready' : validated,
    },
    {
      label: 'Queued',
      state: stage(startedAt !== null, queuedAt !== null),
      detail: waited ?? (queue === null ? undefined : `place ${queue.place} of ${queue.waiting}`),
    },
    {
      label: 'Training',
      state: status === 'SUCCEEDED' ? 'done' : stage(false, startedAt !== null),
      detail: trained ?? (stepsTotal === 0 ? undefined : `${formatCount(stepsTotal)} steps`),
    },
    {
      label: 'Model saved',
      state: status === 'SUCCEEDED' ? 'done' : isOver ? 'skipped' : 'todo',
      detail: status === 'SUCCEEDED' ? 'the best checkpoint' : undefined,
    },
  ];
}
