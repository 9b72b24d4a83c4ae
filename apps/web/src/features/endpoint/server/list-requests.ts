import { olderThan } from '@modelmint/db/older-than';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Micros } from '@modelmint/domain/money';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** One metered call; bodies are never kept. */
export interface RequestView {
  /** The `x-request-id` of its answer. */
  id: string;
  modelId: string;
  endpointId: string | null;
  apiKeyId: string | null;
  userId: string | null;
  status: number;
  errorCode: string | null;
  inputs: number;
  inputTokens: number;
  outputTokens: number;
  latencyMs: number;
  /** 0 for a call that failed. */
  amountMicros: Micros;
  createdAt: Date;
}

export interface ListRequestsInput {
  endpointId?: string | undefined;
  modelId?: string | undefined;
  limit: number;
  /** The id of the last one of the page before. */
  after?: string | undefined;
}

/** Newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listRequests(
  deps: Deps,
  principal: Principal,
  { endpointId, modelId, limit, after }: ListRequestsInput,
): Promise<{ requests: RequestView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const last = after === undefined ? null : await tx.request.findFirst({ where: { id: after, projectId } });
    if (after !== undefined && last === null)
      throw new AppError('invalid_value', 'There is no such call to go on from. Begin with the newest.', {
        param: 'after',
      });
    const found = await tx.request.findMany({
      where: {
        organizationId,
        projectId,
        ...(last === null ? {} : olderThan(last)),
        ...(endpointId === undefined ? {} : { endpointId }),
        ...(modelId === undefined ? {} : { modelId }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const rows = found.slice(0, limit);
    const charges = await tx.usage.findMany({
      where: { eventKey: { in: rows.map(({ id }) => `request:${id}`) } },
      select: { eventKey: true, amountMicros: true },
    });
    const amounts = new Map(charges.map(({ eventKey, amountMicros }) => [eventKey, amountMicros]));
    const requests = rows.map(({ organizationId: _org, projectId: _project, route: _route, ...row }) => ({
      ...row,
      amountMicros: amounts.get(`request:${row.id}`) ?? 0n,
    }));
    return { requests, hasMore: found.length > limit };
  });
}
