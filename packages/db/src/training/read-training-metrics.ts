import type { OrgTransaction } from '../with-org.ts';

/** What a step of a job has come to; null where it was not measured. */
export interface TrainingMetric {
  step: number;
  epoch: number | null;
  trainLoss: number | null;
  trainAccuracy: number | null;
  validLoss: number | null;
  validAccuracy: number | null;
  learningRate: number | null;
  createdAt: Date;
}

interface Row {
  data: Record<string, unknown>;
  createdAt: Date;
}

/** By step. After a resume the steps since the last checkpoint were done again: only the last doing counts. */
export async function readTrainingMetrics(tx: OrgTransaction, jobId: string): Promise<TrainingMetric[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT "data", "createdAt" FROM (
      SELECT DISTINCT ON (("data"->>'step')::int) "data", "createdAt"
      FROM "job_event" WHERE "jobId" = ${jobId} AND "type" = 'metrics' AND "data" ? 'step'
      ORDER BY ("data"->>'step')::int, "fence" DESC, "sequence" DESC) AS last
    ORDER BY ("data"->>'step')::int`;
  return rows.map(toMetric);
}

function toMetric({ data, createdAt }: Row): TrainingMetric {
  const number = (name: string) => (typeof data[name] === 'number' ? data[name] : null);
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
