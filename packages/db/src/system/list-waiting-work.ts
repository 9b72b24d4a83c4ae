import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** What of an organization waits for a queue, and what of it runs. */
export interface WaitingWork {
  organizationId: string;
  organizationName: string;
  queue: 'cpu' | 'train' | 'infer';
  waiting: number;
  running: number;
  oldestSince: Date | null;
  /** What waits does so until the operator lets the organization work again. */
  isSuspended: boolean;
}

/** By the rows, whatever the queue says: those that wait longest first. */
export async function listWaitingWork(db: Database, { limit }: { limit: number }): Promise<WaitingWork[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<WaitingWork[]>`
      WITH work AS (
        SELECT "organizationId", 'train' AS "queue", "status" = 'RUNNING' AS "isRunning", "queuedAt" AS "since"
        FROM "fine_tuning_job" WHERE "status" IN ('QUEUED', 'RUNNING')
        UNION ALL
        SELECT "organizationId", CASE WHEN "status" = 'VALIDATING' THEN 'cpu' ELSE 'infer' END, "status" = 'RUNNING',
          coalesce("queuedAt", "createdAt")
        FROM "inference_job" WHERE "status" IN ('VALIDATING', 'QUEUED', 'RUNNING')
        UNION ALL
        SELECT "organizationId", 'cpu', "status" = 'VALIDATING', "createdAt"
        FROM "dataset_version" WHERE "status" IN ('PENDING', 'VALIDATING')
      )
      SELECT w."organizationId", o."name" AS "organizationName", w."queue",
        (count(*) FILTER (WHERE NOT w."isRunning"))::int AS "waiting", (count(*) FILTER (WHERE w."isRunning"))::int AS "running",
        min(w."since") FILTER (WHERE NOT w."isRunning") AS "oldestSince", o."suspendedAt" IS NOT NULL AS "isSuspended"
      FROM work w JOIN "organization" o ON o."id" = w."organizationId"
      GROUP BY 1, 2, 3, 7 ORDER BY "oldestSince" NULLS LAST, "running" DESC, 1, 3 LIMIT ${limit}`,
  );
}
