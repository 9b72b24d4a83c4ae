import type { JobName } from '@modelmint/queue/catalogue';
import type { RunningJob } from '@modelmint/queue/make-worker';
import type { WorkerDeps } from '../deps.ts';

export type RunningJobOf<N extends JobName> = Extract<RunningJob, { name: N }>;

/** Runs one ring. Throws an AppError with `retryable: false` to end it; the queue tries everything else again. */
export type Handler<N extends JobName> = (deps: WorkerDeps, job: RunningJobOf<N>) => Promise<void>;

export type Handlers = { [N in JobName]: Handler<N> };
