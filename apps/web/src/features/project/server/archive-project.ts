import { lockOpenJobs, stopWork } from '@modelmint/db/project/stop-work';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { lockProject } from './lock-project.ts';

export interface ArchivedProject {
  id: string;
  archivedAt: Date | null;
}

/** Its keys are refused and its open jobs are cancelled from now on; its data stays and can be read. Twice is harmless. */
export async function archiveProject(
  deps: Deps,
  principal: OrganizationPrincipal,
  projectId: string,
): Promise<ArchivedProject> {
  requirePermission(principal, 'project.write');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    await lockOpenJobs(tx, { projectId });
    const before = await lockProject(tx, projectId);
    if (before.archivedAt !== null) return { id: projectId, archivedAt: before.archivedAt };
    const archivedAt = new Date();
    await tx.project.update({ where: { id: projectId }, data: { archivedAt } });
    const cancelledJobs = await stopWork(tx, { projectId });
    const target = { kind: 'project', id: projectId, name: before.name };
    await recordAct(tx, principal, { action: 'project.archive', target, details: { cancelledJobs } });
    return { id: projectId, archivedAt };
  });
}

/** Its keys work again. What was cancelled stays cancelled. Twice is harmless. */
export async function restoreProject(
  deps: Deps,
  principal: OrganizationPrincipal,
  projectId: string,
): Promise<ArchivedProject> {
  requirePermission(principal, 'project.write');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const before = await lockProject(tx, projectId);
    if (before.archivedAt === null) return { id: projectId, archivedAt: null };
    await tx.project.update({ where: { id: projectId }, data: { archivedAt: null } });
    const target = { kind: 'project', id: projectId, name: before.name };
    await recordAct(tx, principal, { action: 'project.restore', target });
    return { id: projectId, archivedAt: null };
  });
}
