import type { Translate } from '../../../i18n/translate.ts';
import { formatDuration } from '../../../ui/format.ts';
import type { Step } from '../../../ui/steps.tsx';
import type { NamedInference } from '../server/name-files.ts';

/** The way of a job, with the time that each part took. */
export function inferenceStages(t: Translate<'inference'>, job: NamedInference): Step[] {
  const { status, shown, isOver, createdAt, queuedAt, startedAt, finalizingAt, finishedAt, rowsTotal } = job;
  const ended: Step['state'] = status === 'FAILED' ? 'failed' : 'skipped';
  const between = (from: Date | null, to: Date | null) =>
    from === null || to === null ? undefined : formatDuration(Math.max(0, to.getTime() - from.getTime()));
  const stage = (isDone: boolean, isNow: boolean): Step['state'] =>
    isDone ? 'done' : isNow ? (isOver ? ended : 'now') : isOver ? 'skipped' : 'todo';
  const isAnswered = finalizingAt !== null || status === 'COMPLETED';
  const isWhole = job.rowsDone + job.rowsFailed >= rowsTotal;
  return [
    {
      label: t('stage.checked'),
      state: stage(queuedAt !== null, true),
      detail: between(createdAt, queuedAt) ?? (isOver ? undefined : t('stage.reading')),
    },
    {
      label: t('stage.queued'),
      state: stage(startedAt !== null, queuedAt !== null),
      detail: between(queuedAt, startedAt),
    },
    {
      label: t('stage.answering'),
      state: stage(isAnswered && shown !== 'cancelling' && (isWhole || !isOver), startedAt !== null),
      detail:
        between(startedAt, finalizingAt ?? finishedAt) ??
        (rowsTotal === 0 ? undefined : t('stage.rows', { count: rowsTotal })),
    },
    {
      label: t('stage.written'),
      state: job.outputFileId !== null || job.errorFileId !== null ? 'done' : stage(false, isAnswered),
      detail: job.outputFileId === null && job.errorFileId === null ? undefined : t('stage.formats'),
    },
  ];
}
