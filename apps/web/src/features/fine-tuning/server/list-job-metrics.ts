import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getJob } from './get-job.ts';

export interface MetricPoint {
  step: number;
  epoch: number | null;
  trainLoss: number | null;
  trainAccuracy: number | null;
  validLoss: number | null;
  validAccuracy: number | null;
  learningRate: number | null;
  createdAt: Date;
}

const pointsMax = 2_000;

interface Row {
  data: Record<string, unknown>;
  createdAt: Date;
}

/**
 * The curves of a job, by step. After a resume the steps since the last checkpoint were done again: only the last
 * doing counts. Of a long job every n-th point is kept, and each one with a validation.
 */
export async function listJobMetrics(deps: Deps, principal: Principal, jobId: string): Promise<MetricPoint[]> {
  await getJob(deps, principal, jobId);
  const rows = await withOrg(
    deps.db,
    principal.organizationId,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT "data", "createdAt" FROM (
        SELECT DISTINCT ON (("data"->>'step')::int) "data", "createdAt"
        FROM "job_event" WHERE "jobId" = ${jobId} AND "type" = 'metrics' AND "data" ? 'step'
        ORDER BY ("data"->>'step')::int, "fence" DESC, "sequence" DESC) AS last
      ORDER BY ("data"->>'step')::int`,
  );
  const points = rows.map(toPoint);
  const stride = Math.ceil(points.length / pointsMax);
  return stride <= 1 ? points : points.filter((point, i) => i % stride === 0 || point.validLoss !== null);
}

function toPoint({ data, createdAt }: Row): MetricPoint {
  const number = (name: string) => (typeof data[name] === 'number' ? (data[name] as number) : null);
  return {
    step: number('step') ?? 0,
    epoch: number('epoch'),
    trainLoss: number('train_loss'),
    trainAccuracy: number('train_mean_token_accuracy'),
    validLoss: number('valid_loss'),
    validAccuracy: number('valid_mean_token_accuracy'),
    learningRate: number('learning_rate'),
    createdAt,
  };
}
