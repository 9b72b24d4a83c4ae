import { type Task, taskNames } from '@modelmint/domain/task';
import type { DataReading, JobData } from '../server/list-job-data.ts';

/** Whether a data set can train a model of a task, and what is known of it for that. */
export type BaseFit =
  | { kind: 'read'; reading: DataReading }
  /** The job reads the file anew for the task; until then nothing is known of its price. */
  | { kind: 'unread' }
  | { kind: 'no'; why: string };

export type TrainableData = Pick<JobData, 'readings' | 'unreadTasks' | 'hasChats'>;

interface Base {
  task: Task;
  /** Null for a template. */
  facts: { hasChatTemplate: boolean } | null;
}

export function fitOf({ readings, unreadTasks, hasChats }: TrainableData, { task, facts }: Base): BaseFit {
  const name = taskNames[task].toLowerCase();
  const reading = readings.find((one) => one.task === task);
  if (task === 'text-generation' && hasChats && facts?.hasChatTemplate === false)
    return {
      kind: 'no',
      why: 'Has no chat template, so it cannot learn chats. It learns rows of prompt and completion.',
    };
  if (reading?.status === 'READY') return { kind: 'read', reading };
  if (reading?.status === 'INVALID')
    return {
      kind: 'no',
      why: `The file was read for ${name} and cannot be used; the report of the data set says why.`,
    };
  if (reading !== undefined) return { kind: 'no', why: `The file is being read for ${name}.` };
  if (unreadTasks.includes(task)) return { kind: 'unread' };
  const own = readings.map((one) => taskNames[one.task].toLowerCase()).join(' or ');
  return { kind: 'no', why: `Learns ${name}; this data is for ${own === '' ? 'nothing yet' : own}.` };
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
