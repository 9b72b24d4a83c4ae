import { Prisma } from '../generated/client.ts';

/**
 * The queue of all organizations, as a CTE named `waiting`: the organization with the fewest running jobs first, then
 * the one that was served longest ago (a job keeps its last lease), then the job that waits longest. A further job of an organization counts as if
 * those before it ran. `canStart`: the plan of its organization allows one more job at once, and the operator has not
 * suspended it.
 */
export const fairOrder = Prisma.sql`
  load AS (
    SELECT o."id" AS "organizationId", coalesce(w."trainConcurrencyMax", p."trainConcurrencyMax") AS "ownLimit", o."suspendedAt" IS NOT NULL AS "isSuspended",
      (SELECT count(*) FROM "fine_tuning_job" r WHERE r."organizationId" = o."id" AND r."status" = 'RUNNING')::int AS "ownRunning",
      (SELECT max(s."leaseUntil") FROM "fine_tuning_job" s WHERE s."organizationId" = o."id") AS "servedAt"
    FROM "organization" o JOIN "plan" p ON p."code" = o."planCode" LEFT JOIN "organization_limit" w ON w."organizationId" = o."id"
    WHERE o."id" IN (SELECT DISTINCT q."organizationId" FROM "fine_tuning_job" q WHERE q."status" = 'QUEUED')
  ),
  waiting AS (
    SELECT *, row_number() OVER (ORDER BY "isSuspended", "turn", "servedAt" NULLS FIRST, "queuedAt", "id")::int AS "place",
      "turn" < "ownLimit" AND NOT "isSuspended" AS "canStart"
    FROM (
      SELECT j."id", j."organizationId", j."queuedAt", l."ownLimit", l."isSuspended", l."ownRunning", l."servedAt",
        (l."ownRunning" + row_number() OVER (PARTITION BY j."organizationId" ORDER BY j."queuedAt", j."id") - 1)::int AS "turn"
      FROM "fine_tuning_job" j JOIN load l USING ("organizationId")
      WHERE j."status" = 'QUEUED'
    ) AS turns
  )`;
