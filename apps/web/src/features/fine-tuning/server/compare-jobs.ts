import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { comparedMax } from '../ui/compared-max.ts';
import { getJob } from './get-job.ts';
import type { JobView } from './job-view.ts';
import { listJobMetrics, type MetricPoint } from './list-job-metrics.ts';

export interface ComparedJob {
  job: JobView;
  points: MetricPoint[];
}

/** Jobs of the project in the order in which they were asked for, with their curves. Throws `invalid_value` for too many, and `not_found`. */
export async function compareJobs(deps: Deps, principal: Principal, jobIds: readonly string[]): Promise<ComparedJob[]> {
  const ids = [...new Set(jobIds)];
  if (ids.length > comparedMax)
    throw new AppError('invalid_value', `Choose at most ${comparedMax} jobs to compare.`, { param: 'jobs' });
  return Promise.all(
    ids.map(async (id) => {
      const job = await getJob(deps, principal, id);
      return { job, points: await listJobMetrics(deps, principal, id) };
    }),
  );
}
