import type { Role } from '@modelmint/domain/roles';
import type { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface Membership {
  organizationId: string;
  organizationName: string;
  role: Role;
  /** Since when the organization is being deleted; null: it is not. */
  deleteRequestedAt: Date | null;
  /** Why the operator suspended it; null: they did not. */
  suspendedReason: string | null;
}

export interface ProjectMembership extends Membership {
  projectId: string;
  projectName: string;
  archivedAt: Date | null;
}

/** The one place that says who may enter a project: every member of its organization but those limited to others. */
export const entering = (userId: string): Prisma.ProjectWhereInput => ({
  OR: [
    { organization: { members: { some: { userId, isLimited: false } } } },
    { members: { some: { userId, member: { isLimited: true } } } },
  ],
});

/** null for a project that does not exist or that is not theirs: both look the same from outside. */
export async function findProjectMembership(
  db: Database,
  { projectId, userId }: { projectId: string; userId: string },
): Promise<ProjectMembership | null> {
  const found = await withSystem(db, (tx) =>
    tx.project.findFirst({
      where: { id: projectId, ...entering(userId) },
      select: {
        name: true,
        archivedAt: true,
        organization: {
          select: {
            id: true,
            name: true,
            deleteRequestedAt: true,
            suspendedReason: true,
            members: { where: { userId }, select: { role: true } },
          },
        },
      },
    }),
  );
  const member = found?.organization.members[0];
  if (!found || !member) return null;
  const { id: organizationId, name: organizationName, deleteRequestedAt, suspendedReason } = found.organization;
  const place = { organizationId, organizationName, deleteRequestedAt, suspendedReason, role: member.role };
  return { ...place, projectId, projectName: found.name, archivedAt: found.archivedAt };
}

export async function findOrganizationMembership(
  db: Database,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<Membership | null> {
  const found = await withSystem(db, (tx) =>
    tx.member.findUnique({
      where: { organizationId_userId: { organizationId, userId } },
      select: { role: true, organization: { select: { name: true, deleteRequestedAt: true, suspendedReason: true } } },
    }),
  );
  if (found === null) return null;
  const { name: organizationName, deleteRequestedAt, suspendedReason } = found.organization;
  return { organizationId, organizationName, deleteRequestedAt, suspendedReason, role: found.role };
}

export interface MembershipWithProjects extends Membership {
  /** Those that are open to them. */
  projects: { id: string; name: string; archivedAt: Date | null }[];
}

/** What a person can switch to, oldest organization and project first; archived projects last. */
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
            deleteRequestedAt: true,
            suspendedReason: true,
            projects: {
              where: entering(userId),
              orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'asc' }],
              select: { id: true, name: true, archivedAt: true },
            },
          },
        },
      },
    }),
  );
  return members.map(({ role, organization: { id, name, deleteRequestedAt, suspendedReason, projects } }) => ({
    organizationId: id,
    organizationName: name,
    deleteRequestedAt,
    suspendedReason,
    role,
    projects,
  }));
}

/** Whose projects are meant: those that a person may enter, or all of the organization, which support sees. */
export type Reader = { userId: string } | 'support';

export const readBy = (reader: Reader): Prisma.ProjectWhereInput =>
  reader === 'support' ? {} : entering(reader.userId);

/** The project that stands for an organization where none was chosen; null when none is open to them. */
export async function findFirstProject(
  db: Database,
  { organizationId, reader }: { organizationId: string; reader: Reader },
): Promise<{ id: string; name: string } | null> {
  return withSystem(db, (tx) =>
    tx.project.findFirst({
      where: { organizationId, archivedAt: null, ...readBy(reader) },
      orderBy: { createdAt: 'asc' },
      select: { id: true, name: true },
    }),
  );
}
