import { Prisma } from '../generated/client.ts';

/**
 * The inference jobs of all organizations that wait, as a CTE named `inference_waiting`: what only has its file to be
 * written first, then as of training (`fair-order`): fewest running jobs of the organization, served longest ago, oldest
 * job. A job gives up its worker after a while when others wait, so that they take turns; one whose model was busy, which a
 * lease far ahead tells, lets the others of its organization go first meanwhile.
 */
export const inferenceOrder = Prisma.sql`
  inference_load AS (
    SELECT o."id" AS "organizationId", coalesce(w."trainConcurrencyMax", p."trainConcurrencyMax") AS "ownLimit", o."suspendedAt" IS NOT NULL AS "isSuspended",
      (SELECT count(*) FROM "inference_job" r WHERE r."organizationId" = o."id" AND r."status" = 'RUNNING')::int AS "ownRunning",
      (SELECT max(s."leaseUntil") FROM "inference_job" s WHERE s."organizationId" = o."id") AS "servedAt"
    FROM "organization" o JOIN "plan" p ON p."code" = o."planCode" LEFT JOIN "organization_limit" w ON w."organizationId" = o."id"
    WHERE o."id" IN (SELECT DISTINCT q."organizationId" FROM "inference_job" q WHERE q."status" = 'QUEUED')
  ),
  inference_waiting AS (
    SELECT *, row_number() OVER (ORDER BY ("isOver" AND NOT "isWaiting") DESC, "isSuspended", "turn", "servedAt" NULLS FIRST, "queuedAt", "id")::int AS "place",
      "isOver" OR ("turn" < "ownLimit" AND NOT "isSuspended") AS "canStart"
    FROM (
      SELECT j."id", j."organizationId", j."queuedAt", l."ownLimit", l."isSuspended", l."ownRunning", l."servedAt", j."isWaiting",
        j."cancelRequestedAt" IS NOT NULL OR j."errorCode" IS NOT NULL OR j."expiresAt" < now()
          OR j."chunksDone" = j."chunksTotal" AS "isOver",
        (l."ownRunning" + row_number() OVER (PARTITION BY j."organizationId" ORDER BY j."isWaiting", j."queuedAt", j."id") - 1)::int AS "turn"
      FROM (SELECT *, coalesce("leaseUntil" > now() + interval '15 seconds', false) AS "isWaiting"
        FROM "inference_job" WHERE "status" = 'QUEUED') j JOIN inference_load l USING ("organizationId")
    ) AS turns
  )`;
