import { AppError } from '@modelmint/domain/errors';
import { containsPattern } from '../contains-pattern.ts';
import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export type OperatorJobKind = 'training' | 'inference';

/** A fine-tuning or inference job of any organization; never its data. */
export interface OperatorJob {
  id: string;
  kind: OperatorJobKind;
  organizationId: string;
  organizationName: string;
  projectId: string;
  model: string;
  status: string;
  /** Steps of a training, rows of an inference job. */
  done: number;
  total: number;
  attempts: number;
  workerId: string | null;
  chargedMicros: bigint;
  createdAt: Date;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  errorCode: string | null;
  errorMessage: string | null;
  fault: 'CUSTOMER' | 'PLATFORM' | null;
}

export const operatorJobStates = ['live', 'failed', 'ended'] as const;
export type OperatorJobState = (typeof operatorJobStates)[number];

export interface OperatorJobQuery {
  limit: number;
  state?: OperatorJobState | undefined;
  /** A whole id of a job or an organization, or part of an organization's name. */
  text?: string | undefined;
  /** Id of the last one of the page before. */
  after?: string | undefined;
}

const statuses = {
  training: Prisma.sql`('VALIDATING_FILES', 'QUEUED', 'RUNNING')`,
  inference: Prisma.sql`('VALIDATING', 'QUEUED', 'RUNNING')`,
};
const liveNames = ['VALIDATING_FILES', 'VALIDATING', 'QUEUED', 'RUNNING'];

/** Live jobs first, then the newest. Throws `invalid_value` for an `after` that is not there. */
export async function listOperatorJobs(db: Database, query: OperatorJobQuery): Promise<OperatorJob[]> {
  const { limit, state, text, after } = query;
  const place = after === undefined ? null : await readOperatorJob(db, after);
  if (after !== undefined && place === null)
    throw new AppError('invalid_value', 'There is no such job to go on from. Begin with the newest.', {
      param: 'after',
    });
  const isPlaceLive = place !== null && liveNames.includes(place.status);
  const named = namedBy(text);
  const live =
    state === 'failed' || state === 'ended' || (place !== null && !isPlaceLive)
      ? []
      : await readJobs(db, { isLive: true, where: [...named, ...olderThan(place)], limit });
  if (state === 'live' || live.length >= limit) return live;
  const failed = state === 'failed' ? [Prisma.sql`j."status"::text IN ('FAILED', 'EXPIRED')`] : [];
  const where = [...named, ...failed, ...olderThan(isPlaceLive ? null : place)];
  return [...live, ...(await readJobs(db, { isLive: false, where, limit: limit - live.length }))];
}

function namedBy(text = ''): Prisma.Sql[] {
  if (text === '') return [];
  const isNamed = Prisma.sql`o."name" ILIKE ${containsPattern(text)}`;
  return [Prisma.sql`(j."id" = ${text} OR j."organizationId" = ${text} OR ${isNamed})`];
}

const olderThan = (place: Pick<OperatorJob, 'createdAt' | 'id'> | null): Prisma.Sql[] =>
  place === null ? [] : [Prisma.sql`(j."createdAt", j."id") < (${place.createdAt}::timestamptz, ${place.id})`];

export async function readOperatorJob(db: Database, jobId: string): Promise<OperatorJob | null> {
  const [job] = await readJobs(db, { where: [Prisma.sql`j."id" = ${jobId}`], limit: 1 });
  return job ?? null;
}

interface JobsOfTables {
  /** Both, where it is not said. */
  isLive?: boolean;
  where: readonly Prisma.Sql[];
  limit: number;
}

/** Of the two tables each its first rows by an index, then both together. */
function readJobs(db: Database, { isLive, where, limit }: JobsOfTables): Promise<OperatorJob[]> {
  const conditions = (kind: keyof typeof statuses) =>
    Prisma.join(
      [
        ...where,
        ...(isLive === undefined ? [] : [Prisma.sql`(j."status" IN ${statuses[kind]}) = ${isLive}`]),
        // As the index of open jobs has it.
        ...(isLive ? [Prisma.sql`j."status" IN ${statuses[kind]}`] : []),
      ],
      ' AND ',
    );
  const order = Prisma.sql`ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limit}`;
  const rest = Prisma.sql`j."attempts", j."workerId", j."chargedMicros", j."createdAt", j."queuedAt", j."startedAt",
    j."finishedAt", j."errorCode", j."errorMessage", j."fault"::text`;
  return withSystem(
    db,
    (tx) => tx.$queryRaw<OperatorJob[]>`
      SELECT * FROM (
        (SELECT j."id", 'training' AS "kind", j."organizationId", o."name" AS "organizationName", j."projectId",
          j."baseModel" AS "model", j."status"::text, j."step" AS "done", j."stepsTotal" AS "total", ${rest}
          FROM "fine_tuning_job" j JOIN "organization" o ON o."id" = j."organizationId"
          WHERE ${conditions('training')} ${order})
        UNION ALL
        (SELECT j."id", 'inference', j."organizationId", o."name", j."projectId", coalesce(j."model", ''),
          j."status"::text, j."rowsDone" + j."rowsFailed", j."rowsTotal", ${rest}
          FROM "inference_job" j JOIN "organization" o ON o."id" = j."organizationId"
          WHERE ${conditions('inference')} ${order})
      ) jobs ${order}`,
  );
}

/** On the whole platform. */
export async function countLiveJobs(db: Database): Promise<{ running: number; queued: number }> {
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ running: number; queued: number }[]>`
      SELECT count(*) FILTER (WHERE "status" = 'RUNNING')::int AS "running",
        count(*) FILTER (WHERE "status" = 'QUEUED')::int AS "queued" FROM (
        SELECT "status"::text FROM "fine_tuning_job" WHERE "status" IN ${statuses.training}
        UNION ALL SELECT "status"::text FROM "inference_job" WHERE "status" IN ${statuses.inference}) live`,
  );
  return row ?? { running: 0, queued: 0 };
}

export interface JobLogLine {
  id: string;
  level: string;
  message: string;
  createdAt: Date;
}

/** What a fine-tuning job has said of itself, the newest first. */
export async function readJobLog(
  db: Database,
  { jobId, limit }: { jobId: string; limit: number },
): Promise<JobLogLine[]> {
  return withSystem(db, (tx) =>
    tx.jobEvent.findMany({
      where: { jobId, type: 'message' },
      orderBy: { sequence: 'desc' },
      take: limit,
      select: { id: true, level: true, message: true, createdAt: true },
    }),
  );
}
