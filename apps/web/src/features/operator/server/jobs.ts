import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { cancelAnyJob } from '@modelmint/db/system/cancel-any-job';
import {
  type JobLogLine,
  listOperatorJobs,
  type OperatorJob,
  operatorJobStates,
  readJobLog,
  readOperatorJob,
} from '@modelmint/db/system/operator-jobs';
import { type RetriedJob, retryAnyJob } from '@modelmint/db/system/retry-any-job';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { ringIngest } from '../../dataset/server/insert-dataset.ts';
import { ringInference } from '../../inference/server/ring-inference.ts';

/** Of all organizations; callers have asked `requireOperator`. */
export const ListOperatorJobs = z.strictObject({
  /** Part of an organization's name, or a whole id. */
  q: z.string().trim().max(200, 'use at most 200 characters').optional(),
  state: z.enum(operatorJobStates).optional(),
  /** Id of the last one of the page before. */
  after: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});
export type ListOperatorJobs = z.output<typeof ListOperatorJobs>;

const logLinesMax = 500;

export async function findJobs(deps: Deps, { q, ...query }: ListOperatorJobs): Promise<OperatorJob[]> {
  // PostgreSQL holds no such sign, so that nothing has it in its name.
  return listOperatorJobs(deps.db, { ...query, text: q?.replaceAll('\0', '') });
}

export interface JobDetail extends OperatorJob {
  /** Newest first; an inference job keeps none. */
  log: JobLogLine[];
}

export async function getJobDetail(deps: Deps, jobId: string): Promise<JobDetail> {
  const job = (await readOperatorJob(deps.db, jobId)) ?? absent();
  return { ...job, log: await readJobLog(deps.db, { jobId, limit: logLinesMax }) };
}

interface Asked {
  jobId: string;
  operator: OperatorActor;
}

/** `cancelling`: its worker stops within seconds. */
export async function cancelJob(deps: Deps, asked: Asked): Promise<{ id: string; status: 'cancelled' | 'cancelling' }> {
  const status = (await cancelAnyJob(deps.db, asked)) ?? absent();
  if (status === 'finished') throw new AppError('invalid_state', 'The job has ended already: nothing was cancelled.');
  const isInference = asked.jobId.startsWith('batch_');
  if (status === 'cancelling' && isInference) await ringInference(deps, 'inference.run', asked.jobId);
  return { id: asked.jobId, status };
}

/** Starts a failed job again, as a new one that its organization pays for. */
export async function retryJob(deps: Deps, asked: Asked): Promise<{ id: string; kind: RetriedJob['kind'] }> {
  const { id, kind, organizationId, waitsForVersionId } = (await retryAnyJob(deps.db, asked)) ?? absent();
  if (kind === 'inference') await ringInference(deps, 'inference.validate', id);
  else if (waitsForVersionId !== null) await ringIngest(deps, organizationId, waitsForVersionId);
  else await ringTraining(deps, id);
  return { id, kind };
}

/** A ring that fails is logged only: the row stands, and the sweep rings again. */
async function ringTraining(deps: Deps, jobId: string): Promise<void> {
  try {
    await deps.queue.ring('job.train', {}, { jobId });
  } catch (error) {
    deps.log.warn({ err: error, jobId }, 'ring failed: the sweep will ring again');
  }
}

function absent(): never {
  throw new AppError('not_found', 'There is no such job.');
}
