import { nameUsers } from '@modelmint/db/system/name-users';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { PlaygroundMode } from '@modelmint/domain/playground-run';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** One line of the history. */
export interface RunSummary {
  id: string;
  mode: PlaygroundMode;
  /** As it was called. */
  model: string;
  title: string;
  calls: number;
  amountMicros: bigint;
  sharedAt: Date | null;
  calledAt: Date;
}

export interface RunView extends RunSummary {
  /** The body of its last call without the model. */
  input: Record<string, unknown>;
  answer: Record<string, unknown>;
  isOwn: boolean;
  /** Who tried it. */
  by: string;
}

export const runNotFound = () =>
  new AppError('not_found', 'No such run of the playground. It was deleted, or its owner does not share it.', {
    param: 'run_id',
  });

const summary = {
  ...{ id: true, mode: true, model: true, title: true, calls: true, amountMicros: true, sharedAt: true },
  calledAt: true,
} as const;

/** What the person tried in the project, newest first. */
export async function listRuns(
  deps: Deps,
  principal: Principal,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ data: RunSummary[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId, userId } = principal;
  const rows = await withOrg(deps.db, organizationId, (tx) =>
    tx.playgroundRun.findMany({
      where: { organizationId, projectId, userId: userId ?? '' },
      select: summary,
      orderBy: [{ calledAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    }),
  );
  return {
    data: rows.slice(0, limit).map((row) => ({ ...row, mode: row.mode as PlaygroundMode })),
    hasMore: rows.length > limit,
  };
}

/** One's own, or one that somebody shares with whoever sees the project. */
export async function getRun(deps: Deps, principal: Principal, runId: string): Promise<RunView> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId, userId } = principal;
  const row = await withOrg(deps.db, organizationId, (tx) =>
    tx.playgroundRun.findFirst({
      where: { id: runId, projectId, OR: [{ userId: userId ?? '' }, { sharedAt: { not: null } }] },
      select: { ...summary, input: true, answer: true, userId: true },
    }),
  );
  if (row === null) throw runNotFound();
  const names = await nameUsers(deps.db, [row.userId]);
  const { userId: ownerId, ...rest } = row;
  return {
    ...rest,
    mode: row.mode as PlaygroundMode,
    input: row.input as Record<string, unknown>,
    answer: row.answer as Record<string, unknown>,
    isOwn: ownerId === userId,
    by: names.get(ownerId)?.name ?? '',
  };
}
