import { containsPattern } from '../contains-pattern.ts';
import { type FineTuningJob, Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

export interface JobFilter {
  organizationId: string;
  projectId: string;
  /** In the suffix, the data set, the base model or the id. */
  text?: string | undefined;
  status?: FineTuningJob['status'] | undefined;
  tag?: string | undefined;
}

export interface JobPage {
  /** Where the page before has ended; it counts even when it is not among those that are asked for. */
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
}

/** Newest first. Read from an index that holds what is asked for, never from the rows. */
export async function listJobIds(tx: OrgTransaction, filter: JobFilter, { after, limit }: JobPage): Promise<string[]> {
  const { organizationId, projectId, text = '', status, tag } = filter;
  const pattern = containsPattern(text);
  const isNamed =
    text === '' ? Prisma.empty : Prisma.sql`AND (j."searchText" ILIKE ${pattern} OR j."id" ILIKE ${pattern})`;
  const isOfStatus = status === undefined ? Prisma.empty : Prisma.sql`AND j."status" = ${status}::"JobStatus"`;
  const rows =
    tag === undefined
      ? await tx.$queryRaw<{ id: string }[]>`
          SELECT j."id" FROM "fine_tuning_job" j
          WHERE j."organizationId" = ${organizationId} AND j."projectId" = ${projectId} ${isNamed} ${isOfStatus}
            ${after === undefined ? Prisma.empty : Prisma.sql`AND (j."createdAt", j."id") < (${after.createdAt}, ${after.id})`}
          ORDER BY j."createdAt" DESC, j."id" DESC LIMIT ${limit}`
      : await tx.$queryRaw<{ id: string }[]>`
          SELECT j."id" FROM "job_tag" t JOIN "fine_tuning_job" j ON j."id" = t."jobId"
          WHERE t."organizationId" = ${organizationId} AND t."projectId" = ${projectId} AND t."tag" = ${tag}
            ${isNamed} ${isOfStatus}
            ${after === undefined ? Prisma.empty : Prisma.sql`AND (t."jobCreatedAt", t."jobId") < (${after.createdAt}, ${after.id})`}
          ORDER BY t."jobCreatedAt" DESC, t."jobId" DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
