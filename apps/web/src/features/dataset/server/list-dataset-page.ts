import { containsPattern } from '@modelmint/db/contains-pattern';
import { Prisma } from '@modelmint/db/generated/client';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type DatasetView, toDatasetView } from './dataset-view.ts';

export const ListDatasetPage = z.object({
  /** Part of its name, in upper or lower case. */
  q: z.string().trim().max(200).default(''),
  /** Of the newest version. */
  state: z.enum(['ready', 'validating', 'pending', 'invalid']).optional(),
  /** The id of the last data set of the page before. */
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListDatasetPage = z.input<typeof ListDatasetPage>;

export interface DatasetPageOfList {
  datasets: DatasetView[];
  hasMore: boolean;
  /** The project has none at all. */
  isEmpty: boolean;
}

/** Newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listDatasetPage(
  deps: Deps,
  principal: Principal,
  asked: ListDatasetPage,
): Promise<DatasetPageOfList> {
  requirePermission(principal, 'project.read');
  const { limit, ...filter } = ListDatasetPage.parse(asked);
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const ids = await findIds(tx, principal, { ...filter, limit: limit + 1 });
    const rows = await tx.dataset.findMany({
      where: { id: { in: ids.slice(0, limit) } },
      include: {
        versions: { orderBy: { number: 'desc' }, take: 1, include: { file: true }, omit: { edits: true } },
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    const isEmpty =
      rows.length === 0 && (await tx.dataset.findFirst({ where: { projectId, deletedAt: null } })) === null;
    const datasets = rows.map((row) => toDatasetView(row)).filter((view) => view !== null);
    return { datasets, hasMore: ids.length > limit, isEmpty };
  });
}

async function findIds(
  tx: OrgTransaction,
  { organizationId, projectId }: Principal,
  { q, state, after, limit }: z.output<typeof ListDatasetPage>,
): Promise<string[]> {
  const place = after === undefined ? null : await tx.dataset.findFirst({ where: { id: after, projectId } });
  if (after !== undefined && place === null)
    throw new AppError('invalid_value', 'There is no such data set to go on from. Begin with the newest.', {
      param: 'after',
    });
  // What is rare is looked for first; READY is what the first rows of the list are.
  const isOfState =
    state === undefined
      ? Prisma.empty
      : Prisma.sql`AND ${state === 'ready' ? Prisma.sql`EXISTS` : Prisma.sql`d."id" IN`} (
          SELECT v."datasetId" FROM "dataset_version" v
          WHERE v."organizationId" = ${organizationId} AND v."status" = ${state.toUpperCase()}::"DatasetStatus"
            ${state === 'ready' ? Prisma.sql`AND v."datasetId" = d."id"` : Prisma.empty}
            AND NOT EXISTS (SELECT FROM "dataset_version" later
              WHERE later."datasetId" = v."datasetId" AND later."number" > v."number"))`;
  const isNamed = q === '' ? Prisma.empty : Prisma.sql`AND d."name" ILIKE ${containsPattern(q)}`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "dataset" d
    WHERE d."organizationId" = ${organizationId} AND d."projectId" = ${projectId} AND d."deletedAt" IS NULL
      ${place === null ? Prisma.empty : Prisma.sql`AND (d."createdAt", d."id") < (${place.createdAt}, ${place.id})`}
      ${isOfState} ${isNamed}
    ORDER BY d."createdAt" DESC, d."id" DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
