import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { Micros } from '@modelmint/domain/money';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type RequestRange, rangeSlots } from '../ui/request-range.ts';

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

/** One part of a range, named by its beginning; the last is not over yet. */
export interface RequestHour extends RequestSum {
  hour: Date;
}

/** Calls that were refused or failed in one way. */
export interface RequestErrors {
  status: number;
  errorCode: string | null;
  requests: number;
}

export interface RequestFigures {
  range: RequestRange;
  sum: RequestSum;
  slots: RequestHour[];
  /** Most first. */
  errors: RequestErrors[];
}

interface Asked {
  /** null: the whole project. */
  endpointId: string | null;
  range: RequestRange;
}

/** Calls in the last 24 hours, together and by the hour, hours without calls included. */
export async function sumRequests(
  deps: Deps,
  principal: Principal,
  endpointId: string | null,
): Promise<{ day: RequestSum; hours: RequestHour[] }> {
  requirePermission(principal, 'project.read');
  const { sum, slots } = await withOrg(deps.db, principal.organizationId, (tx) =>
    sumSlots(tx, principal, { endpointId, range: '24h' }),
  );
  return { day: sum, hours: slots };
}

/** The same of any range, with what went wrong. */
export async function readRequestFigures(deps: Deps, principal: Principal, asked: Asked): Promise<RequestFigures> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const { sum, slots } = await sumSlots(tx, principal, asked);
    const [first] = slots;
    const errors =
      sum.errors === 0 || first === undefined ? [] : await groupErrors(tx, principal, { ...asked, from: first.hour });
    return { range: asked.range, sum, slots, errors };
  });
}

async function sumSlots(tx: OrgTransaction, { organizationId, projectId }: Principal, { endpointId, range }: Asked) {
  const { count, minutes } = rangeSlots[range];
  const rows = await tx.$queryRaw<(RequestSum & { hour: Date | null })[]>`
    WITH step AS (
      SELECT make_interval(mins => ${minutes}::int) AS "by", timestamptz '2000-01-01 00:00:00+00' AS "origin"
    ), hours AS (
      SELECT generate_series(date_bin("by", now(), "origin") - "by" * ${count - 1}::int,
        date_bin("by", now(), "origin"), "by") AS "hour" FROM step
    ), asked AS MATERIALIZED (
      -- The key is made here: under row-level security the index of usage takes it as a plain column only.
      SELECT date_bin("by", r."createdAt", "origin") AS "hour", r."status", r."inputTokens", r."outputTokens",
        r."latencyMs", 'request:' || r."id" AS "eventKey"
      FROM step, "request" r
      WHERE r."organizationId" = ${organizationId} AND r."projectId" = ${projectId}
        AND (${endpointId}::text IS NULL OR r."endpointId" = ${endpointId})
        AND r."createdAt" >= (SELECT min("hour") FROM hours)
    ), calls AS (
      SELECT a.*, coalesce(u."amountMicros", 0) AS "amountMicros"
      FROM asked a LEFT JOIN "usage" u ON u."organizationId" = ${organizationId} AND u."eventKey" = a."eventKey"
    )
    SELECT h."hour", count(c."status")::int AS "requests", (count(*) FILTER (WHERE c."status" >= 400))::int AS "errors",
      coalesce(sum(c."inputTokens"), 0)::float8 AS "inputTokens",
      coalesce(sum(c."outputTokens"), 0)::float8 AS "outputTokens",
      coalesce(sum(c."amountMicros"), 0)::bigint AS "amountMicros",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY c."latencyMs") FILTER (WHERE c."status" < 400) AS "latencyP50Ms",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY c."latencyMs") FILTER (WHERE c."status" < 400) AS "latencyP95Ms"
    FROM hours h LEFT JOIN calls c USING ("hour")
    GROUP BY GROUPING SETS ((h."hour"), ()) ORDER BY h."hour" NULLS FIRST`;
  const [all, ...slots] = rows;
  if (all === undefined) throw new Error('the sum of all hours is missing');
  const { hour: _all, ...sum } = all;
  return { sum, slots: slots.flatMap(({ hour, ...rest }) => (hour === null ? [] : [{ hour, ...rest }])) };
}

const errorsShown = 8;

async function groupErrors(
  tx: OrgTransaction,
  { organizationId, projectId }: Principal,
  { endpointId, from }: Asked & { from: Date },
): Promise<RequestErrors[]> {
  return tx.$queryRaw<RequestErrors[]>`
    SELECT "status", "errorCode", count(*)::int AS "requests" FROM "request"
    WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId}
      AND (${endpointId}::text IS NULL OR "endpointId" = ${endpointId})
      AND "createdAt" >= ${from} AND "status" >= 400
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${errorsShown}`;
}
