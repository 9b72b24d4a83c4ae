import { containsText } from '@modelmint/db/contains-pattern';
import type { Prisma } from '@modelmint/db/generated/client';
import { findInference } from '@modelmint/db/inference/find-inference';
import { olderThan } from '@modelmint/db/older-than';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
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

/** Newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listInference(
  deps: Deps,
  principal: Principal,
  { after, limit, statuses, text = '' }: ListInference,
): Promise<{ jobs: InferenceView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const last = after === undefined ? null : await findInference(tx, { projectId, jobId: after });
    if (after !== undefined && last === null)
      throw new AppError('invalid_value', 'There is no such job to go on from. Begin with the newest.', {
        param: 'after',
      });
    const rows = await tx.inferenceJob.findMany({
      where: {
        projectId,
        evaluationId: null,
        ...(statuses === undefined ? {} : { status: { in: [...statuses] } }),
        AND: [last === null ? {} : olderThan(last), text === '' ? {} : await whereText(tx, projectId, text)],
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
  const contains = containsText(text);
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
