import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { runsSharedMax } from '@modelmint/domain/playground-run';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { runNotFound } from './list-runs.ts';

interface Ask {
  runId: string;
  isShared: boolean;
}

/** Lets everybody who sees the project read what the person tried, by its link; or no longer. */
export async function shareRun(deps: Deps, principal: Principal, { runId, isShared }: Ask): Promise<void> {
  requirePermission(principal, 'model.call');
  await withOrg(deps.db, principal.organizationId, async (tx) => {
    const { sharedAt } = await lockOwn(tx, principal, runId);
    if (isShared && sharedAt === null) await refuseTooMany(tx, principal);
    const wasShared = sharedAt !== null;
    if (isShared !== wasShared)
      await tx.playgroundRun.update({ where: { id: runId }, data: { sharedAt: isShared ? new Date() : null } });
    await recordAct(tx, principal, {
      action: isShared ? 'playground.share' : 'playground.unshare',
      // Without its title, which was taken from what was sent: the log outlives it.
      target: { kind: 'playground_run', id: runId },
    });
  });
}

export async function deleteRun(deps: Deps, principal: Principal, runId: string): Promise<void> {
  requirePermission(principal, 'project.read');
  await withOrg(deps.db, principal.organizationId, async (tx) => {
    await lockOwn(tx, principal, runId);
    await tx.playgroundRun.delete({ where: { id: runId } });
  });
}

/** The person's history in the project, with what is shared. How many runs went. */
export async function clearRuns(deps: Deps, principal: Principal): Promise<number> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId, userId } = principal;
  const { count } = await withOrg(deps.db, organizationId, (tx) =>
    tx.playgroundRun.deleteMany({ where: { projectId, userId: userId ?? '' } }),
  );
  return count;
}

async function lockOwn(tx: OrgTransaction, { projectId, userId }: Principal, runId: string) {
  const [own] = await tx.$queryRaw<{ sharedAt: Date | null }[]>`
    SELECT "sharedAt" FROM "playground_run"
    WHERE "id" = ${runId} AND "projectId" = ${projectId} AND "userId" = ${userId ?? ''} FOR UPDATE`;
  if (own === undefined) throw runNotFound();
  return own;
}

async function refuseTooMany(tx: OrgTransaction, { projectId, userId }: Principal): Promise<void> {
  const count = await tx.playgroundRun.count({ where: { projectId, userId: userId ?? '', sharedAt: { not: null } } });
  if (count >= runsSharedMax)
    throw new AppError(
      'conflict',
      `You share ${runsSharedMax} runs in this project, the most there can be. Stop sharing one, or delete it.`,
    );
}
