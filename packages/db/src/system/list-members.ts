import type { Role } from '@modelmint/domain/roles';
import { containsText } from '../contains-pattern.ts';
import type { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface ListedMember {
  userId: string;
  name: string;
  email: string;
  role: Role;
  isLimited: boolean;
  /** Of a limited member. */
  projects: { id: string; name: string }[];
  /** Of them, those that whoever looks may not enter: how many, and no more. */
  otherProjects?: number;
  joinedAt: Date;
}

export interface MemberQuery {
  organizationId: string;
  /** Part of a name or an address. */
  search?: string | undefined;
  role?: Role | undefined;
  /** The last person of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Who belongs to an organization, who came first on top. Names of people are out of a tenant's own reach. */
export async function listMembers(
  db: Database,
  query: MemberQuery,
): Promise<{ members: ListedMember[]; hasMore: boolean; total: number }> {
  const { organizationId, search, role, after, limit } = query;
  const where: Prisma.MemberWhereInput = {
    organizationId,
    ...(role === undefined ? {} : { role }),
    ...(search === undefined || search === ''
      ? {}
      : { user: { OR: [{ name: containsText(search) }, { email: containsText(search) }] } }),
  };
  return withSystem(db, async (tx) => {
    const cursor = after === undefined ? null : { organizationId, userId: after };
    const isThere =
      cursor !== null && (await tx.member.findUnique({ where: { organizationId_userId: cursor } })) !== null;
    const rows = await tx.member.findMany({
      where,
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      take: limit + 1,
      ...(isThere && cursor !== null ? { cursor: { organizationId_userId: cursor }, skip: 1 } : {}),
      select: {
        userId: true,
        role: true,
        isLimited: true,
        createdAt: true,
        user: { select: { name: true, email: true } },
        projects: { select: { project: { select: { id: true, name: true } } } },
      },
    });
    const members = rows.slice(0, limit).map(({ user, createdAt, projects, ...member }) => ({
      ...{ ...member, ...user, joinedAt: createdAt },
      projects: projects.map(({ project }) => project),
    }));
    return { members, hasMore: rows.length > limit, total: await tx.member.count({ where: { organizationId } }) };
  });
}
