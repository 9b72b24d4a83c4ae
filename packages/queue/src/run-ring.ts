import { type AppError, isAppError } from '@modelmint/domain/errors';
import { type Job, UnrecoverableError } from 'bullmq';
import { isJobName, type JobName, type JobPayload, jobEntry } from './catalogue.ts';
import type { QueueLog } from './queue-connection.ts';

/** One ring, as a handler sees it; `name` tells the type of `payload`. */
export type RunningJob = {
  [N in JobName]: {
    name: N;
    payload: JobPayload<N>;
    /** 1 for the first run of this ring. */
    attempt: number;
    /** From the ring to this run. */
    waitMs: number;
    /** Aborts when the worker closes, and when this worker may have lost the job to another. */
    signal: AbortSignal;
  };
}[JobName];

export interface Run {
  controller: AbortController;
  /** Ends the job for the queue, so that another worker gets it at once; what still runs here is a zombie. */
  abandon(reason: AppError): void;
}

interface RunNeeds {
  run(job: RunningJob): Promise<void>;
  running: Map<string, Run>;
  log: QueueLog;
}

/** Runs one message of the queue; what it throws tells BullMQ whether to try again. */
export async function runRing(job: Job, { run, running, log }: RunNeeds): Promise<void> {
  const { name, attemptsStarted: attempt } = job;
  const jobId = job.id ?? name;
  if (!isJobName(name)) throw new UnrecoverableError(`no job is called ${name}`);
  const payload = jobEntry(name).payload.safeParse(job.data);
  if (!payload.success) throw new UnrecoverableError(`${name} has a wrong payload: ${payload.error.message}`);
  const waitMs = Math.max(0, Date.now() - job.timestamp);
  const controller = new AbortController();
  const abandoned = new Promise<never>((_, abandon) => running.set(jobId, { controller, abandon }));
  try {
    const { signal } = controller;
    await Promise.race([run({ name, payload: payload.data, attempt, waitMs, signal } as RunningJob), abandoned]);
  } catch (error) {
    const final = isAppError(error) && !error.retryable;
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ job: name, jobId, attempt, final, reason }, 'queue: job failed');
    throw final ? new UnrecoverableError(reason) : error;
  } finally {
    running.delete(jobId);
  }
}
