import { type OrganizationPrincipal, type Principal, requirePermission } from '../../organization/server/principal.ts';

/**
 * Whoever enters a project sees its usage. What the whole organization uses is for those who answer for its money: members
 * may be limited to some projects.
 */
export function requireUsage(principal: OrganizationPrincipal | Principal): void {
  requirePermission(principal, 'projectId' in principal ? 'usage.read' : 'billing.read');
}
