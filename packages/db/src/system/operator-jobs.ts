import type { JobStatus } from '@modelmint/domain/job-state';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** A job of any organization; never its data. */
export interface OperatorJob {
  id: string;
  organizationId: string;
  organizationName: string;
  projectId: string;
  baseModel: string;
  status: JobStatus;
  step: number;
  stepsTotal: number;
  attempts: number;
  workerId: string | null;
  createdAt: Date;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  errorCode: string | null;
  errorMessage: string | null;
  fault: 'CUSTOMER' | 'PLATFORM' | null;
}

/** Live jobs first, then the newest. */
export async function listOperatorJobs(db: Database, { limit }: { limit: number }): Promise<OperatorJob[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<OperatorJob[]>`
      SELECT j."id", j."organizationId", o."name" AS "organizationName", j."projectId", j."baseModel", j."status"::text,
        j."step", j."stepsTotal", j."attempts", j."workerId", j."createdAt", j."queuedAt", j."startedAt",
        j."finishedAt", j."errorCode", j."errorMessage", j."fault"::text
      FROM "fine_tuning_job" j JOIN "organization" o ON o."id" = j."organizationId"
      ORDER BY j."status" IN ('RUNNING', 'QUEUED', 'VALIDATING_FILES') DESC, j."createdAt" DESC LIMIT ${limit}`,
  );
}
