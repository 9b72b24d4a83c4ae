import { type ListedMember, listMembers as readMembers } from '@modelmint/db/system/list-members';
import { listProjects } from '@modelmint/db/system/list-projects';
import { can, roles } from '@modelmint/domain/roles';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, readerOf, requirePermission } from '../../organization/server/principal.ts';

export const ListMembers = z.object({
  q: z.string().trim().max(200, 'use at most 200 characters').optional(),
  role: z.enum(roles).optional(),
  after: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListMembers = z.output<typeof ListMembers>;

export interface MemberList {
  members: ListedMember[];
  hasMore: boolean;
  /** Of the organization, whatever the filter. */
  total: number;
}

export async function listMembers(
  deps: Deps,
  principal: OrganizationPrincipal,
  { q, role, after, limit }: ListMembers,
): Promise<MemberList> {
  requirePermission(principal, 'organization.read');
  const { organizationId } = principal;
  const listed = await readMembers(deps.db, { organizationId, search: q, role, after, limit });
  if (can(principal.role, 'member.write')) return listed;
  // For a limited member other projects are not there, also where somebody else is limited to them.
  const own = await listProjects(deps.db, { organizationId, reader: readerOf(principal) });
  const open = new Set(own.map(({ id }) => id));
  const members = listed.members.map((one) => {
    const projects = one.projects.filter(({ id }) => open.has(id));
    return { ...one, projects, otherProjects: one.projects.length - projects.length };
  });
  return { ...listed, members };
}
