import { containsPattern } from '../contains-pattern.ts';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

export interface ModelFilter {
  organizationId: string;
  projectId: string;
  /** In the name, the id, or the name of an endpoint that points at it. */
  text?: string | undefined;
  /** Those of these ids, or those of all others. */
  ids?: { are: 'these' | 'others'; ids: readonly string[] } | undefined;
}

/** Tuned models that were not deleted, newest first; `after`: where the page before has ended. */
export async function listModelIds(
  tx: OrgTransaction,
  { organizationId, projectId, text = '', ids }: ModelFilter,
  { after, limit }: { after?: { createdAt: Date; id: string } | undefined; limit: number },
): Promise<string[]> {
  const pattern = containsPattern(text);
  const isNamed =
    text === ''
      ? Prisma.empty
      : Prisma.sql`AND (m."name" ILIKE ${pattern} OR m."id" ILIKE ${pattern} OR m."id" IN (
          SELECT e."modelId" FROM "endpoint" e WHERE e."organizationId" = ${organizationId}
            AND e."projectId" = ${projectId} AND e."name" ILIKE ${pattern}))`;
  const isListed =
    ids === undefined ? Prisma.empty : Prisma.sql`AND (m."id" = ANY(${[...ids.ids]}::text[])) = ${ids.are === 'these'}`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "model" m
    WHERE m."organizationId" = ${organizationId} AND m."projectId" = ${projectId} AND m."deletedAt" IS NULL
      ${isNamed} ${isListed}
      ${after === undefined ? Prisma.empty : Prisma.sql`AND (m."createdAt", m."id") < (${after.createdAt}, ${after.id})`}
    ORDER BY m."createdAt" DESC, m."id" DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
