import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

/** A short-lived link to the payment portal: cards, invoices, cancelling. */
export async function openPortal(deps: Deps, principal: OrganizationPrincipal): Promise<{ url: string }> {
  requirePermission(principal, 'billing.write');
  return deps.billing.openPortal(principal.organizationId);
}
