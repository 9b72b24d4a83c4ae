import { Prisma } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type JobView, jobInclude, toJobView } from './job-view.ts';

export interface ListJobsInput {
  /** Id of the last job seen. */
  after?: string | undefined;
  limit: number;
  /** Pairs that a job must have; `'none'`: jobs without any. */
  metadata?: Record<string, string> | 'none' | undefined;
}

export async function listJobs(
  deps: Deps,
  principal: Principal,
  { after, limit, metadata }: ListJobsInput,
): Promise<{ jobs: JobView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.fineTuningJob.findMany({
      where: { projectId: principal.projectId, ...whereMetadata(metadata) },
      include: jobInclude,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    }),
  );
  return { jobs: rows.slice(0, limit).map(toJobView), hasMore: rows.length > limit };
}

function whereMetadata(metadata: ListJobsInput['metadata']): Prisma.FineTuningJobWhereInput {
  if (metadata === undefined) return {};
  if (metadata === 'none') return { metadata: { equals: Prisma.DbNull } };
  return { AND: Object.entries(metadata).map(([key, value]) => ({ metadata: { path: [key], equals: value } })) };
}
