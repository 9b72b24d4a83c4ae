import { withOrg } from '@modelmint/db/with-org';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getJob } from './get-job.ts';

export interface JobEventView {
  id: string;
  level: 'info' | 'warn' | 'error';
  type: 'message' | 'metrics';
  message: string;
  data: Record<string, unknown> | null;
  createdAt: Date;
}

export interface ListJobEventsInput {
  /** Id of the last event seen. */
  after?: string | undefined;
  limit: number;
  /** Default: both kinds. */
  type?: 'message' | 'metrics' | undefined;
}

/** Newest first. */
export async function listJobEvents(
  deps: Deps,
  principal: Principal,
  { jobId, after, limit, type }: ListJobEventsInput & { jobId: string },
): Promise<{ events: JobEventView[]; hasMore: boolean }> {
  await getJob(deps, principal, jobId);
  const rows = await withOrg(deps.db, principal.organizationId, async (tx) => {
    const seen =
      after === undefined || parseId('jobEvent', after) === null
        ? null
        : await tx.jobEvent.findFirst({ where: { id: after, jobId }, select: { sequence: true } });
    if (after !== undefined && seen === null) return [];
    return tx.jobEvent.findMany({
      where: {
        jobId,
        ...(type === undefined ? {} : { type }),
        ...(seen === null ? {} : { sequence: { lt: seen.sequence } }),
      },
      orderBy: { sequence: 'desc' },
      take: limit + 1,
    });
  });
  const events = rows.slice(0, limit).map(({ id, level, type: kind, message, data, createdAt }) => ({
    id,
    level: level as JobEventView['level'],
    type: kind as JobEventView['type'],
    message,
    data: data as JobEventView['data'],
    createdAt,
  }));
  return { events, hasMore: rows.length > limit };
}
