import type { Task } from '@modelmint/domain/task';
import type { Translate } from '../../../i18n/translate.ts';
import { taskInSentence } from '../../../ui/task-name.ts';
import type { DataReading, JobData } from '../server/list-job-data.ts';

/** Whether a data set can train a model of a task, and what is known of it for that. */
export type BaseFit =
  | { kind: 'read'; reading: DataReading }
  /** The job reads the file anew for the task; until then nothing is known of its price. */
  | { kind: 'unread' }
  | { kind: 'no'; why: WhyNot };

/** `own`: what the data was read for instead. */
export type WhyNot =
  | { reason: 'noTemplate' | 'invalid' | 'reading'; task: Task }
  | { reason: 'other'; task: Task; own: Task[] };

export function whyWords(t: Translate<'fineTuning'>, why: WhyNot): string {
  const task = taskInSentence(why.task);
  if (why.reason !== 'other') return t(`base.why.${why.reason}`, { task });
  if (why.own.length === 0) return t('base.why.nothing', { task });
  return t('base.why.other', { task, own: why.own.map(taskInSentence).join(t('base.why.or')) });
}

export type TrainableData = Pick<JobData, 'readings' | 'unreadTasks' | 'hasChats'>;

interface Base {
  task: Task;
  /** Null for a template. */
  facts: { hasChatTemplate: boolean } | null;
}

export function fitOf({ readings, unreadTasks, hasChats }: TrainableData, { task, facts }: Base): BaseFit {
  const reading = readings.find((one) => one.task === task);
  if (task === 'text-generation' && hasChats && facts?.hasChatTemplate === false)
    return { kind: 'no', why: { reason: 'noTemplate', task } };
  if (reading?.status === 'READY') return { kind: 'read', reading };
  if (reading?.status === 'INVALID') return { kind: 'no', why: { reason: 'invalid', task } };
  if (reading !== undefined) return { kind: 'no', why: { reason: 'reading', task } };
  if (unreadTasks.includes(task)) return { kind: 'unread' };
  return { kind: 'no', why: { reason: 'other', task, own: readings.map((one) => one.task) } };
}

/** Best first: what the newest version was read for, for that is what the data is meant for now; a checkpoint knows something already. */
export function byFit<Choice extends Base>(bases: readonly Choice[], data: TrainableData): Choice[] {
  return bases.toSorted((a, b) => rankOf(b, data) - rankOf(a, data));
}

/** The first of the bases that the data can train; the one that is chosen stays when it fits. */
export function chooseBase<Choice extends Base & { name: string }>(
  bases: readonly Choice[],
  data: TrainableData | undefined,
  chosen: string,
): Choice | undefined {
  const current = bases.find(({ name }) => name === chosen);
  if (data === undefined) return current ?? bases[0];
  if (current !== undefined && fitOf(data, current).kind !== 'no') return current;
  const [best] = byFit(bases, data);
  return best === undefined || rankOf(best, data) < 0 ? (current ?? bases[0]) : best;
}

function rankOf(base: Base, data: TrainableData): number {
  const fit = fitOf(data, base);
  if (fit.kind === 'no') return -1;
  return (fit.kind === 'read' ? fit.reading.versionNumber : 0) + (base.facts === null ? 0 : 0.5);
}
