import { type Task, taskNames } from '@modelmint/domain/task';
import type { DataReading, JobData } from '../server/list-job-data.ts';

/** Whether a data set can train a model of a task, and what is known of it for that. */
export type BaseFit =
  | { kind: 'read'; reading: DataReading }
  /** The job reads the file anew for the task; until then nothing is known of its price. */
  | { kind: 'unread' }
  | { kind: 'no'; why: string };

export function fitOf({ readings, unreadTasks }: Pick<JobData, 'readings' | 'unreadTasks'>, task: Task): BaseFit {
  const name = taskNames[task].toLowerCase();
  const reading = readings.find((one) => one.task === task);
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

/** The first of the bases that the data can train; the one that is chosen stays when it fits. */
export function chooseBase<Base extends { name: string; task: Task }>(
  bases: readonly Base[],
  data: Pick<JobData, 'readings' | 'unreadTasks'> | undefined,
  chosen: string,
): Base | undefined {
  const current = bases.find(({ name }) => name === chosen);
  if (data === undefined) return current ?? bases[0];
  if (current !== undefined && fitOf(data, current.task).kind !== 'no') return current;
  const of = (kind: BaseFit['kind']) => bases.find(({ task }) => fitOf(data, task).kind === kind);
  return of('read') ?? of('unread') ?? current ?? bases[0];
}
