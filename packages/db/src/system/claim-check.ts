import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { InferenceMode } from '@modelmint/domain/inference-job';
import { InferenceRoute } from '@modelmint/domain/inference-job';
import { CalledModel } from '@modelmint/domain/wire/called-model';
import { type InferenceClaim, inferenceLeaseSeconds } from '../inference/inference-claim.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/** What a worker needs to check the lines of a job. */
export interface CheckWork extends InferenceClaim {
  mode: InferenceMode;
  route: InferenceRoute;
  column: string | null;
  parameters: Record<string, unknown>;
  seed: number;
  /** Null for a BATCH, whose lines say it. */
  model: string | null;
  called: CalledModel | null;
  /** Null: it was deleted since. */
  file: { name: string; storageKey: string; sha256: string } | null;
  /** Whose rows are asked instead of those of the file; null where the file's are. */
  evaluation: HeldOutRows | null;
  /** This one included. */
  attempts: number;
}

/** Rows of a data set version that an evaluation asks. */
export interface HeldOutRows {
  task: string;
  /** Of tables: the column that is asked for. */
  target: string | null;
  /** Null: the data was deleted since. */
  keys: string[] | null;
}

/** Takes a job whose lines nobody checks now. Null: somebody does, or they are checked. */
export async function claimCheck(
  db: Database,
  { jobId, workerId }: { jobId: string; workerId: string },
): Promise<CheckWork | null> {
  return withSystem(db, async (tx) => {
    const [claim] = await tx.$queryRaw<InferenceClaim[]>`
      UPDATE "inference_job" SET "fence" = "fence" + 1, "attempts" = "attempts" + 1, "workerId" = ${workerId},
        "leaseUntil" = now() + make_interval(secs => ${inferenceLeaseSeconds}::int)
      WHERE "id" = ${jobId} AND "status" = 'VALIDATING' AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
      RETURNING "organizationId", "projectId", "id" AS "jobId", "fence"`;
    if (claim === undefined) return null;
    const job = await tx.inferenceJob.findUniqueOrThrow({ where: { id: jobId } });
    const file = await tx.file.findUnique({ where: { id: job.inputFileId } });
    const { mode, column, seed, model, attempts } = job;
    const evaluation = job.evaluationId === null ? null : await readHeldOut(tx, job.evaluationId);
    return {
      ...{ evaluation, ...claim, mode, column, seed, model, attempts },
      route: InferenceRoute.parse(job.route),
      parameters: (job.parameters ?? {}) as Record<string, unknown>,
      called: CalledModel.safeParse(job.target).data ?? null,
      file:
        file === null || file.deletedAt !== null
          ? null
          : { name: file.name, storageKey: file.storageKey, sha256: file.sha256 },
    };
  });
}

async function readHeldOut(tx: SystemTransaction, id: string): Promise<HeldOutRows> {
  const { task, part, datasetVersionId, deletedAt } = await tx.evaluation.findUniqueOrThrow({ where: { id } });
  const version = await tx.datasetVersion.findUnique({
    where: { id: datasetVersionId },
    select: { report: true, trainKey: true, validationKey: true, dataset: { select: { deletedAt: true } } },
  });
  const isGone = version === null || version.dataset.deletedAt !== null || deletedAt !== null;
  const keys = part === 'VALIDATION' ? [version?.validationKey] : [version?.trainKey, version?.validationKey];
  const target = DatasetReport.safeParse(version?.report).data?.table?.target.name ?? null;
  return { task, target, keys: isGone ? null : keys.filter((key) => typeof key === 'string') };
}

/** Jobs whose lines wait to be checked, or whose checker has died. */
export async function listWaitingChecks(db: Database): Promise<{ inferenceJobId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ inferenceJobId: string }[]>`
      SELECT "id" AS "inferenceJobId" FROM "inference_job"
      WHERE "status" = 'VALIDATING' AND ("leaseUntil" < now()
        OR ("leaseUntil" IS NULL AND "createdAt" < now() - interval '5 seconds'))
      ORDER BY "createdAt" LIMIT 100`,
  );
}
