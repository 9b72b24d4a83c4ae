import type { FineTuningJob } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** The tags of a job are these and no others. */
export async function setJobTags(
  tx: OrgTransaction,
  {
    id: jobId,
    organizationId,
    projectId,
    createdAt,
  }: Pick<FineTuningJob, 'id' | 'organizationId' | 'projectId' | 'createdAt'>,
  tags: readonly string[],
): Promise<void> {
  await tx.jobTag.deleteMany({ where: { jobId, tag: { notIn: [...tags] } } });
  await tx.jobTag.createMany({
    data: tags.map((tag) => ({ organizationId, projectId, jobId, tag, jobCreatedAt: createdAt })),
    skipDuplicates: true,
  });
}

/** The tags of a job, sorted; until the transaction ends nobody else changes them. */
export async function lockJobTags(tx: OrgTransaction, jobId: string): Promise<string[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`tags:${jobId}`}))`;
  const rows = await tx.jobTag.findMany({ where: { jobId }, select: { tag: true } });
  return rows.map(({ tag }) => tag).sort();
}

/** Those that the jobs of a project have, in the order of the alphabet. */
export async function listJobTags(
  tx: OrgTransaction,
  { organizationId, projectId, limit }: { organizationId: string; projectId: string; limit: number },
): Promise<string[]> {
  // From each tag to the next one in the index: jobs with the same tag are not read.
  const rows = await tx.$queryRaw<{ tag: string }[]>`
    WITH RECURSIVE step AS (
      SELECT min("tag") AS "tag" FROM "job_tag"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId}
      UNION ALL
      SELECT (SELECT min(t."tag") FROM "job_tag" t
        WHERE t."organizationId" = ${organizationId} AND t."projectId" = ${projectId} AND t."tag" > step."tag")
      FROM step WHERE step."tag" IS NOT NULL)
    SELECT "tag" FROM step WHERE "tag" IS NOT NULL LIMIT ${limit}`;
  return rows.map(({ tag }) => tag);
}
