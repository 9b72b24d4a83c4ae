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
}

const live = Prisma.sql`('VALIDATING_FILES', 'VALIDATING', 'QUEUED', 'RUNNING')`;

/** Live jobs first, then the newest. */
export async function listOperatorJobs(db: Database, { limit, state, text }: OperatorJobQuery): Promise<OperatorJob[]> {
  const part = `%${(text ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    Prisma.sql`true`,
    ...(state === 'live' ? [Prisma.sql`j."status"::text IN ${live}`] : []),
    ...(state === 'failed' ? [Prisma.sql`j."status"::text IN ('FAILED', 'EXPIRED')`] : []),
    ...(state === 'ended' ? [Prisma.sql`j."status"::text NOT IN ${live}`] : []),
    ...(text === undefined || text === ''
      ? []
      : [Prisma.sql`(j."id" = ${text} OR j."organizationId" = ${text} OR o."name" ILIKE ${part})`]),
  ];
  return readJobs(db, { where: Prisma.join(conditions, ' AND '), limit });
}

export async function readOperatorJob(db: Database, jobId: string): Promise<OperatorJob | null> {
  const [job] = await readJobs(db, { where: Prisma.sql`j."id" = ${jobId}`, limit: 1 });
  return job ?? null;
}

/** Of the two tables each its first rows, then both together. */
function readJobs(db: Database, { where, limit }: { where: Prisma.Sql; limit: number }): Promise<OperatorJob[]> {
  const order = Prisma.sql`ORDER BY "isLive" DESC, "createdAt" DESC, "id" LIMIT ${limit}`;
  const rest = Prisma.sql`j."attempts", j."workerId", j."chargedMicros", j."createdAt", j."queuedAt", j."startedAt",
    j."finishedAt", j."errorCode", j."errorMessage", j."fault"::text, j."status"::text IN ${live} AS "isLive"`;
  return withSystem(
    db,
    (tx) => tx.$queryRaw<OperatorJob[]>`
      SELECT * FROM (
        (SELECT j."id", 'training' AS "kind", j."organizationId", o."name" AS "organizationName", j."projectId",
          j."baseModel" AS "model", j."status"::text, j."step" AS "done", j."stepsTotal" AS "total", ${rest}
          FROM "fine_tuning_job" j JOIN "organization" o ON o."id" = j."organizationId" WHERE ${where} ${order})
        UNION ALL
        (SELECT j."id", 'inference', j."organizationId", o."name", j."projectId", coalesce(j."model", ''),
          j."status"::text, j."rowsDone" + j."rowsFailed", j."rowsTotal", ${rest}
          FROM "inference_job" j JOIN "organization" o ON o."id" = j."organizationId" WHERE ${where} ${order})
      ) jobs ${order}`,
  );
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
