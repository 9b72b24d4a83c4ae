import { type ListedMember, listMembers as readMembers } from '@modelmint/db/system/list-members';
import { roles } from '@modelmint/domain/roles';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

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
  return readMembers(deps.db, { organizationId, search: q, role, after, limit });
}
