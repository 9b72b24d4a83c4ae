import { withOrg } from '@modelmint/db/with-org';
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
}

/** Newest first. */
export async function listRequests(
  deps: Deps,
  principal: Principal,
  { endpointId, modelId, limit }: ListRequestsInput,
): Promise<RequestView[]> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const rows = await tx.request.findMany({
      where: {
        projectId: principal.projectId,
        ...(endpointId === undefined ? {} : { endpointId }),
        ...(modelId === undefined ? {} : { modelId }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    const charges = await tx.usage.findMany({
      where: { eventKey: { in: rows.map(({ id }) => `request:${id}`) } },
      select: { eventKey: true, amountMicros: true },
    });
    const amounts = new Map(charges.map(({ eventKey, amountMicros }) => [eventKey, amountMicros]));
    return rows.map(({ organizationId: _org, projectId: _project, route: _route, ...row }) => ({
      ...row,
      amountMicros: amounts.get(`request:${row.id}`) ?? 0n,
    }));
  });
}
