import { randomUUID } from 'node:crypto';
import { AppError } from '@modelmint/domain/errors';
import { Queue as BullQueue } from 'bullmq';
import { catalogue, type JobName, type JobPayload, jobEntry, type QueueName, queues } from './catalogue.ts';
import { openBackend, type QueueBackend, queueError } from './open-backend.ts';
import type { QueueConnection, QueueLog } from './queue-connection.ts';
import { withDeadline } from './within.ts';

/** A ring must never hold a request for longer: the row is written, and the sweep rings again. */
const ringMsMax = 3_000;

export interface RingOptions {
  /** Rings with the id of one that still waits or runs are dropped. */
  jobId?: string;
  delayMs?: number;
}

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
}

export interface JobQueue {
  /** Throws `queue_unavailable` (retryable) within 3 s when the backend is away, `internal_error` for a wrong payload. */
  ring<N extends JobName>(name: N, payload: JobPayload<N>, options?: RingOptions): Promise<void>;
  counts(): Promise<Record<QueueName, QueueCounts>>;
  close(): Promise<void>;
}

/** Opens the ringing end of the queue. Connects in the background, so that web starts while the queue is away. */
export function openQueue(connection: QueueConnection & { log: QueueLog }): JobQueue {
  const { log } = connection;
  const backend = openBackend(connection, { role: 'producer', connectionsMax: 4, log });
  const open = new Map<QueueName, BullQueue>();
  let fit: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const ready = () => {
    fit ??= backend.check().catch((error: unknown) => {
      fit = undefined;
      throw error;
    });
    return fit;
  };
  const answered = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await withDeadline(work, ringMsMax);
    } catch (error) {
      backend.renew();
      // A queue object keeps the failure of its first connection for ever: the next ring makes a new one.
      for (const queue of open.values()) queue.close().catch((reason: Error) => log.warn({ reason }, 'queue: close'));
      open.clear();
      throw queueError(error);
    }
  };
  const queueOf = (name: QueueName) => {
    const known = open.get(name);
    if (known) return known;
    const queue = makeBullQueue(name, backend);
    queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue: connection error'));
    open.set(name, queue);
    return queue;
  };
  return {
    ring: async (name, payload, options = {}) => {
      const data = parsePayload(name, payload);
      await answered(ready().then(() => queueOf(catalogue[name].queue).add(name, data, jobOptions(name, options))));
    },
    counts: async () => {
      const read = async (name: QueueName) => {
        const counts = await queueOf(name).getJobCounts('waiting', 'active', 'delayed', 'prioritized');
        const waiting = (counts.waiting ?? 0) + (counts.prioritized ?? 0);
        return { waiting, active: counts.active ?? 0, delayed: counts.delayed ?? 0 };
      };
      await answered(ready());
      const names = Object.keys(queues) as QueueName[];
      const all = await answered(Promise.all(names.map(async (name) => [name, await read(name)] as const)));
      return Object.fromEntries(all) as Record<QueueName, QueueCounts>;
    },
    close: () => {
      closing ??= Promise.allSettled([...open.values()].map((queue) => queue.close())).then(() => backend.close());
      return closing;
    },
  };
}

export function makeBullQueue(name: QueueName, backend: QueueBackend): BullQueue {
  return new BullQueue(name, { ...backend.options, skipMetasUpdate: true }, backend.factory);
}

function parsePayload(name: JobName, payload: unknown): Record<string, unknown> {
  const parsed = jobEntry(name).payload.safeParse(payload);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  throw new AppError('internal_error', `${name} was rung with a wrong payload: ${parsed.error.message}`);
}

/** Nothing is kept once it has ended: a kept id would swallow the sweep's next ring for the same row. */
export function jobOptions(name: JobName, { jobId, delayMs }: RingOptions) {
  const { attempts, backoffMs } = jobEntry(name);
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
    // Never BullMQ's own numbers: on PostgreSQL each queue would create a sequence, which our logins may not.
    jobId: (jobId ?? randomUUID()).replaceAll(':', '_'), // BullMQ refuses colons on Redis
    ...(delayMs === undefined ? {} : { delay: delayMs }),
  };
}
