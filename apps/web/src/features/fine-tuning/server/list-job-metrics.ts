import { readTrainingMetrics, type TrainingMetric } from '@modelmint/db/training/read-training-metrics';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getJob } from './get-job.ts';

export type MetricPoint = TrainingMetric;

const pointsMax = 2_000;

/** The curves of a job, by step. Of a long job every n-th point is kept, and each one with a validation. */
export async function listJobMetrics(deps: Deps, principal: Principal, jobId: string): Promise<MetricPoint[]> {
  await getJob(deps, principal, jobId);
  const points = await withOrg(deps.db, principal.organizationId, (tx) => readTrainingMetrics(tx, jobId));
  const stride = Math.ceil(points.length / pointsMax);
  return stride <= 1 ? points : points.filter((point, i) => i % stride === 0 || point.validLoss !== null);
}
