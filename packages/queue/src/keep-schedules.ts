import type { Queue as BullQueue } from 'bullmq';
import { type JobName, jobEntry, jobNames, type QueueName } from './catalogue.ts';
import type { QueueBackend } from './open-backend.ts';
import { jobOptions, makeBullQueue } from './open-queue.ts';
import type { QueueLog } from './queue-connection.ts';

interface ScheduleNeeds {
  backend: QueueBackend;
  log: QueueLog;
  /** How soon periodic jobs are back after the backend was wiped. */
  checkMs?: number;
}

/** Declares the periodic jobs of a queue, removes those that the catalogue no longer has, and keeps them there. */
export async function keepSchedules(queueName: QueueName, { backend, log, checkMs = 30_000 }: ScheduleNeeds) {
  const queue = makeBullQueue(queueName, backend);
  queue.on('error', (error) => log.warn({ queue: queueName, error: error.message }, 'queue: connection error'));
  const wanted = jobNames.filter((name) => jobEntry(name).queue === queueName && jobEntry(name).schedule);
  for (const known of await queue.getJobSchedulers()) {
    if (!wanted.some((name) => name === known.key)) await queue.removeJobScheduler(known.key);
  }
  for (const name of wanted) await declare(queue, name);
  const timer = setInterval(() => {
    mend(queue, wanted).catch((error: Error) => log.warn({ error: error.message }, 'queue: schedules not checked'));
  }, checkMs);
  timer.unref();
  return {
    /** Jobs of the queue that nobody has taken yet. */
    waiting: async () => {
      const { waiting = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'prioritized');
      return waiting + prioritized;
    },
    stop: () => clearInterval(timer),
    close: () => queue.close(),
  };
}

async function mend(queue: BullQueue, wanted: JobName[]): Promise<void> {
  for (const name of wanted) if (!(await queue.getJobScheduler(name))) await declare(queue, name);
}

async function declare(queue: BullQueue, name: JobName): Promise<void> {
  const { schedule } = jobEntry(name);
  if (!schedule) return;
  const repeat = 'everyMs' in schedule ? { every: schedule.everyMs } : { pattern: schedule.pattern, tz: 'UTC' };
  const { jobId: _, ...opts } = jobOptions(name, {}); // the scheduler numbers its own
  await queue.upsertJobScheduler(name, repeat, { name, data: {}, opts });
}
