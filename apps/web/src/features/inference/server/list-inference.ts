import type { Prisma } from '@modelmint/db/generated/client';
import { findInference } from '@modelmint/db/inference/list-inference';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { InferenceStatus } from '@modelmint/domain/inference-job';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type InferenceView, toInferenceView } from './inference-view.ts';

export interface ListInference {
  /** Id of the last job seen; it counts even when it is not among those that are asked for. */
  after?: string | undefined;
  limit: number;
  statuses?: readonly InferenceStatus[] | undefined;
  /** In the name, the id, the model or the name of the file. */
  text?: string | undefined;
}

/** Newest first. */
export async function listInference(
  deps: Deps,
  principal: Principal,
  { after, limit, statuses, text = '' }: ListInference,
): Promise<{ jobs: InferenceView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const last = after === undefined ? null : await findInference(tx, { projectId, jobId: after });
    const rows = await tx.inferenceJob.findMany({
      where: {
        projectId,
        evaluationId: null,
        ...(statuses === undefined ? {} : { status: { in: [...statuses] } }),
        AND: [
          last === null
            ? {}
            : { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] },
          text === '' ? {} : await whereText(tx, projectId, text),
        ],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    return { jobs: rows.slice(0, limit).map(toInferenceView), hasMore: rows.length > limit };
  });
}

/** Files with such a name: more of them are not looked for. */
const filesMax = 500;

async function whereText(tx: OrgTransaction, projectId: string, text: string): Promise<Prisma.InferenceJobWhereInput> {
  const contains = { contains: text, mode: 'insensitive' as const };
  const files = await tx.file.findMany({
    where: { projectId, name: contains },
    select: { id: true },
    orderBy: { createdAt: 'desc' },
    take: filesMax,
  });
  return {
    OR: [
      ...[{ name: contains }, { id: contains }, { model: contains }],
      { inputFileId: { in: files.map(({ id }) => id) } },
    ],
  };
}
