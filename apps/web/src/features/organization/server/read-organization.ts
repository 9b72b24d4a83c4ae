import { type Belongings, countBelongings } from '@modelmint/db/organization/count-belongings';
import { withOrg } from '@modelmint/db/with-org';
import { can } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from './principal.ts';

export interface OrganizationView {
  id: string;
  name: string;
  slug: string;
  version: number;
  createdAt: Date;
  erasedFrom: Date | null;
  /** What deleting it destroys; for owners, who may. */
  belongings: Belongings | null;
}

export async function readOrganization(deps: Deps, principal: OrganizationPrincipal): Promise<OrganizationView> {
  requirePermission(principal, 'organization.read');
  const { organizationId, role, erasedFrom = null } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const { id, name, slug, version, createdAt } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
    });
    const belongings = can(role, 'organization.delete') ? await countBelongings(tx, organizationId) : null;
    return { id, name, slug, version, createdAt, erasedFrom, belongings };
  });
}
