import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Pairs that nobody has compared yet, of evaluations that are still there. */
export async function listWaitingComparisons(
  db: Database,
): Promise<{ organizationId: string; comparisonId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ organizationId: string; comparisonId: string }[]>`
      SELECT c."organizationId", c."id" AS "comparisonId" FROM "evaluation_comparison" c
      WHERE c."finishedAt" IS NULL AND c."createdAt" < now() - interval '5 seconds'
        AND (c."nextAttemptAt" IS NULL OR c."nextAttemptAt" < now())
        AND NOT EXISTS (SELECT 1 FROM "evaluation" e WHERE e."id" IN (c."firstId", c."secondId") AND e."deletedAt" IS NOT NULL)
      ORDER BY c."createdAt" LIMIT 100`,
  );
}
