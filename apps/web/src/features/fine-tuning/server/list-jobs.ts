import { type FineTuningJob, Prisma } from '@modelmint/db/generated/client';
import { olderThan } from '@modelmint/db/older-than';
import { listJobTags } from '@modelmint/db/training/job-tags';
import { type JobPage, listJobIds } from '@modelmint/db/training/list-job-ids';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type JobRow, type JobView, jobInclude, toJobView } from './job-view.ts';

export interface ListJobsInput {
  /** Id of the last job seen; it counts even when it is not among those that are asked for. */
  after?: string | undefined;
  limit: number;
  /** Pairs that a job must have; `'none'`: jobs without any. */
  metadata?: Record<string, string> | 'none' | undefined;
  /** In the suffix, the data set, the base model or the id. */
  text?: string | undefined;
  status?: FineTuningJob['status'] | undefined;
  tag?: string | undefined;
}

/** Newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listJobs(
  deps: Deps,
  principal: Principal,
  { after, limit, metadata, ...filter }: ListJobsInput,
): Promise<{ jobs: JobView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const rows = await withOrg(deps.db, organizationId, async (tx) => {
    const seen = after === undefined ? null : await findSeen(tx, { id: after, projectId });
    if (after !== undefined && seen === null)
      throw new AppError('invalid_value', 'There is no such job to go on from. Begin with the newest.', {
        param: 'after',
      });
    const page: JobPage = { limit: limit + 1, ...(seen === null ? {} : { after: seen }) };
    if (metadata !== undefined) return listByMetadata(tx, { projectId, metadata, page });
    return readRows(tx, await listJobIds(tx, { organizationId, projectId, ...filter }, page));
  });
  return { jobs: rows.slice(0, limit).map(toJobView), hasMore: rows.length > limit };
}

/** Of the filter of a list: more tags than these are found by the text alone. */
const tagsMax = 200;

export async function listTags(deps: Deps, principal: Principal): Promise<string[]> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, (tx) => listJobTags(tx, { organizationId, projectId, limit: tagsMax }));
}

async function findSeen(tx: OrgTransaction, where: { id: string; projectId: string }) {
  return tx.fineTuningJob.findFirst({ where, select: { id: true, createdAt: true } });
}

async function readRows(tx: OrgTransaction, ids: readonly string[]): Promise<JobRow[]> {
  const rows = await tx.fineTuningJob.findMany({ where: { id: { in: [...ids] } }, include: jobInclude });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface ByMetadata {
  projectId: string;
  metadata: Record<string, string> | 'none';
  page: JobPage;
}

async function listByMetadata(tx: OrgTransaction, { projectId, metadata, page }: ByMetadata): Promise<JobRow[]> {
  const { after, limit } = page;
  return tx.fineTuningJob.findMany({
    where: {
      projectId,
      ...(after === undefined ? {} : olderThan(after)),
      ...(metadata === 'none'
        ? { metadata: { equals: Prisma.DbNull } }
        : { AND: Object.entries(metadata).map(([key, value]) => ({ metadata: { path: [key], equals: value } })) }),
    },
    include: jobInclude,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}
