import { AppError } from '@modelmint/domain/errors';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';

/** What a member may enter: every project, also future ones, or the chosen. */
export type ProjectChoice = 'all' | string[];

/** Under `lockOrganization`. Throws `not_found` for a project of nobody or somebody else. */
export async function limitMember(
  tx: OrgTransaction,
  { organizationId, userId }: { organizationId: string; userId: string },
  projects: ProjectChoice,
): Promise<void> {
  const chosen = projects === 'all' ? [] : await ownProjects(tx, projects);
  await tx.member.update({
    where: { organizationId_userId: { organizationId, userId } },
    data: { isLimited: projects !== 'all' },
  });
  await tx.memberProject.deleteMany({ where: { organizationId, userId } });
  await tx.memberProject.createMany({ data: chosen.map((projectId) => ({ organizationId, userId, projectId })) });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'member', id: userId });
}

/** The same ids, each once. Throws `not_found`. */
export async function ownProjects(tx: OrgTransaction, projectIds: readonly string[]): Promise<string[]> {
  const asked = [...new Set(projectIds)];
  const found = await tx.project.count({ where: { id: { in: asked } } });
  if (found < asked.length)
    throw new AppError('not_found', 'One of the projects does not belong to the organization.', { param: 'projects' });
  return asked;
}
