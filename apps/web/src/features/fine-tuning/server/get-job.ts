import { type QueuePlace, queuePlace } from '@modelmint/db/system/queue-place';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type JobView, jobInclude, toJobView } from './job-view.ts';

export const jobNotFound = () => new AppError('not_found', 'No such fine-tuning job.', { param: 'fine_tuning_job_id' });

/** Throws `not_found` for a job of somebody else just as for one that never was. */
export async function getJob(deps: Deps, principal: Principal, jobId: string): Promise<JobView> {
  requirePermission(principal, 'project.read');
  return readJob(deps, principal, jobId);
}

/** The same for whoever has asked for a permission already: a key that may cancel need not be one that may look. */
export async function readJob(deps: Deps, principal: Principal, jobId: string): Promise<JobView> {
  const id = parseId('fineTuningJob', jobId);
  if (id === null) throw jobNotFound();
  const row = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.fineTuningJob.findFirst({ where: { id, projectId: principal.projectId }, include: jobInclude }),
  );
  if (row === null) throw jobNotFound();
  return toJobView(row);
}

export interface JobDetail extends JobView {
  /** Null unless QUEUED. */
  queue: QueuePlace | null;
}

export async function getJobDetail(deps: Deps, principal: Principal, jobId: string): Promise<JobDetail> {
  const job = await getJob(deps, principal, jobId);
  const { organizationId } = principal;
  return { ...job, queue: job.status === 'QUEUED' ? await queuePlace(deps.db, { organizationId, jobId }) : null };
}
