import { withOrg } from '@modelmint/db/with-org';
import type { Micros } from '@modelmint/domain/money';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface RequestSum {
  requests: number;
  /** Answered with 400 or above. */
  errors: number;
  inputTokens: number;
  outputTokens: number;
  amountMicros: Micros;
  /** Of calls that were answered; null without any. */
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
}

/** Full UTC hours; the last is not over yet. */
export interface RequestHour extends RequestSum {
  hour: Date;
}

const hoursShown = 24;

/**
 * Calls in the last 24 hours, together and by the hour, hours without calls included: of an endpoint, or with null of the
 * whole project.
 */
export async function sumRequests(
  deps: Deps,
  principal: Principal,
  endpointId: string | null,
): Promise<{ day: RequestSum; hours: RequestHour[] }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const rows = await withOrg(
    deps.db,
    organizationId,
    (tx) => tx.$queryRaw<(RequestSum & { hour: Date | null })[]>`
      WITH hours AS (
        SELECT generate_series(date_trunc('hour', now(), 'UTC') - make_interval(hours => ${hoursShown - 1}::int),
          date_trunc('hour', now(), 'UTC'), '1 hour') AS "hour"
      ), calls AS (
        SELECT date_trunc('hour', r."createdAt", 'UTC') AS "hour", r."status", r."inputTokens", r."outputTokens",
          r."latencyMs",
          coalesce(u."amountMicros", 0) AS "amountMicros"
        FROM "request" r
        LEFT JOIN "usage" u ON u."organizationId" = r."organizationId" AND u."eventKey" = 'request:' || r."id"
        WHERE r."organizationId" = ${organizationId} AND r."projectId" = ${projectId}
          AND (${endpointId}::text IS NULL OR r."endpointId" = ${endpointId})
          AND r."createdAt" >= (SELECT min("hour") FROM hours)
      )
      SELECT h."hour", count(c."status")::int AS "requests", (count(*) FILTER (WHERE c."status" >= 400))::int AS "errors",
        coalesce(sum(c."inputTokens"), 0)::int AS "inputTokens",
        coalesce(sum(c."outputTokens"), 0)::int AS "outputTokens", coalesce(sum(c."amountMicros"), 0)::bigint AS "amountMicros",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY c."latencyMs") FILTER (WHERE c."status" < 400) AS "latencyP50Ms",
        percentile_cont(0.95) WITHIN GROUP (ORDER BY c."latencyMs") FILTER (WHERE c."status" < 400) AS "latencyP95Ms"
      FROM hours h LEFT JOIN calls c USING ("hour")
      GROUP BY GROUPING SETS ((h."hour"), ()) ORDER BY h."hour" NULLS FIRST`,
  );
  const [day, ...hours] = rows;
  if (day === undefined) throw new Error('the sum of all hours is missing');
  const { hour: _all, ...sum } = day;
  return { day: sum, hours: hours.flatMap(({ hour, ...rest }) => (hour === null ? [] : [{ hour, ...rest }])) };
}
