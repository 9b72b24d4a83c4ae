import { type ListedProject, listProjects as readProjects } from '@modelmint/db/system/list-projects';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, readerOf, requirePermission } from '../../organization/server/principal.ts';

/** Those that the person may enter. */
export async function listProjects(deps: Deps, principal: OrganizationPrincipal): Promise<ListedProject[]> {
  requirePermission(principal, 'organization.read');
  return readProjects(deps.db, { organizationId: principal.organizationId, reader: readerOf(principal) });
}
