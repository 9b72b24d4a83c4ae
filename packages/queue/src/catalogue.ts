import { z } from 'zod';

/** A queue is the machine that it needs. `atOnce`: jobs that one worker process runs at the same time by default. */
export const queues = {
  cpu: { atOnce: 4 },
  train: { atOnce: 1 },
  infer: { atOnce: 1 },
} as const satisfies Record<string, { atOnce: number }>;

export type QueueName = keyof typeof queues;

/** When a periodic job is due: every so many ms, or by a cron pattern in UTC. */
export type JobSchedule = { everyMs: number } | { pattern: string };

interface JobEntry {
  queue: QueueName;
  /** Ids only: the row is the truth, and the message a doorbell. */
  payload: z.ZodType;
  /** Runs before the ring is given up; the sweep rings again when the row still wants it. */
  attempts: number;
  /** First pause between two runs; doubles each time, half of it random. */
  backoffMs: number;
  schedule?: JobSchedule;
}

const id = z.string().min(1).max(64);
const nothing = z.strictObject({});

/** Every job of the platform. A handler for each lives in apps/worker/src/jobs. */
export const catalogue = {
  'dataset.ingest': {
    queue: 'cpu',
    payload: z.strictObject({ organizationId: id, datasetVersionId: id }),
    attempts: 3,
    backoffMs: 2_000,
  },
  'base-model.import': {
    queue: 'cpu',
    payload: z.strictObject({ baseModelId: id }),
    attempts: 3,
    backoffMs: 2_000,
  },
  /** Only says "there is work": the worker claims the fair next job by SQL. */
  'job.train': { queue: 'train', payload: nothing, attempts: 5, backoffMs: 1_000 },
  'inference.validate': {
    queue: 'cpu',
    payload: z.strictObject({ inferenceJobId: id }),
    attempts: 3,
    backoffMs: 2_000,
  },
  /** As of training: the worker claims the fair next job by SQL. */
  'inference.run': { queue: 'infer', payload: nothing, attempts: 5, backoffMs: 1_000 },
  'evaluation.compare': {
    queue: 'cpu',
    payload: z.strictObject({ organizationId: id, comparisonId: id }),
    attempts: 3,
    backoffMs: 2_000,
  },
  'webhook.apply': {
    queue: 'cpu',
    payload: z.strictObject({ source: id, externalId: z.string().min(1).max(255) }),
    attempts: 8,
    backoffMs: 1_000,
  },
  /** What customers' own servers and people are to be told; the rows say what. */
  'webhook.deliver': { queue: 'cpu', payload: nothing, attempts: 1, backoffMs: 1_000, schedule: { everyMs: 5_000 } },
  'notification.mail': { queue: 'cpu', payload: nothing, attempts: 1, backoffMs: 1_000, schedule: { everyMs: 15_000 } },
  'usage.flush': { queue: 'cpu', payload: nothing, attempts: 3, backoffMs: 5_000, schedule: { everyMs: 60_000 } },
  /** Buys credit for those who want it to buy itself. */
  'billing.top-up': { queue: 'cpu', payload: nothing, attempts: 1, backoffMs: 5_000, schedule: { everyMs: 20_000 } },
  'job.sweep': { queue: 'cpu', payload: nothing, attempts: 1, backoffMs: 1_000, schedule: { everyMs: 10_000 } },
  'platform.probe': { queue: 'cpu', payload: nothing, attempts: 1, backoffMs: 1_000, schedule: { everyMs: 60_000 } },
  'ledger.check': {
    queue: 'cpu',
    payload: nothing,
    attempts: 3,
    backoffMs: 30_000,
    schedule: { pattern: '17 * * * *' },
  },
  'organization.sweep': {
    queue: 'cpu',
    payload: nothing,
    attempts: 3,
    backoffMs: 30_000,
    schedule: { pattern: '29 * * * *' },
  },
  'storage.sweep': {
    queue: 'cpu',
    payload: nothing,
    attempts: 3,
    backoffMs: 30_000,
    schedule: { pattern: '41 * * * *' },
  },
} as const satisfies Record<string, JobEntry>;

export type JobName = keyof typeof catalogue;
export type JobPayload<N extends JobName = JobName> = z.infer<(typeof catalogue)[N]['payload']>;

export const jobNames = Object.keys(catalogue) as JobName[];

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(catalogue, name);
}

/** The entry of a job with its optional parts, whatever the job. */
export function jobEntry(name: JobName): JobEntry {
  return catalogue[name];
}
