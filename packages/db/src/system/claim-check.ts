import type { InferenceMode } from '@modelmint/domain/inference-job';
import { InferenceRoute } from '@modelmint/domain/inference-job';
import { CalledModel } from '@modelmint/domain/wire/called-model';
import { type InferenceClaim, inferenceLeaseSeconds } from '../inference/inference-claim.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

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
  /** This one included. */
  attempts: number;
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
    return {
      ...{ ...claim, mode, column, seed, model, attempts },
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
