import type { Role } from '@modelmint/domain/roles';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface Membership {
  organizationId: string;
  organizationName: string;
  role: Role;
}

export interface ProjectMembership extends Membership {
  projectId: string;
  projectName: string;
}

/** null for a project that does not exist or that is not theirs: both look the same from outside. */
export async function findProjectMembership(
  db: Database,
  { projectId, userId }: { projectId: string; userId: string },
): Promise<ProjectMembership | null> {
  const found = await withSystem(db, (tx) =>
    tx.project.findFirst({
      where: { id: projectId, organization: { members: { some: { userId } } } },
      select: {
        name: true,
        organization: {
          select: { id: true, name: true, members: { where: { userId }, select: { role: true } } },
        },
      },
    }),
  );
  const member = found?.organization.members[0];
  if (!found || !member) return null;
  const { id: organizationId, name: organizationName } = found.organization;
  return { organizationId, organizationName, role: member.role, projectId, projectName: found.name };
}

export async function findOrganizationMembership(
  db: Database,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<Membership | null> {
  const found = await withSystem(db, (tx) =>
    tx.member.findUnique({
      where: { organizationId_userId: { organizationId, userId } },
      select: { role: true, organization: { select: { name: true } } },
    }),
  );
  return found === null ? null : { organizationId, organizationName: found.organization.name, role: found.role };
}

export interface MembershipWithProjects extends Membership {
  projects: { id: string; name: string }[];
}

/** What a person can switch to, oldest organization and project first. */
export async function listMemberships(db: Database, userId: string): Promise<MembershipWithProjects[]> {
  const members = await withSystem(db, (tx) =>
    tx.member.findMany({
      where: { userId },
      orderBy: { createdAt: 'asc' },
      select: {
        role: true,
        organization: {
          select: {
            id: true,
            name: true,
            projects: { orderBy: { createdAt: 'asc' }, select: { id: true, name: true } },
          },
        },
      },
    }),
  );
  return members.map(({ role, organization: { id, name, projects } }) => ({
    organizationId: id,
    organizationName: name,
    role,
    projects,
  }));
}
