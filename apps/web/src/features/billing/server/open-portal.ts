import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';

/** A short-lived link to the payment portal: cards, invoices, cancelling. */
export async function openPortal(deps: Deps, principal: OrganizationPrincipal): Promise<{ url: string }> {
  requirePermission(principal, 'billing.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const page = await deps.billing.openPortal(organizationId);
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, { action: 'billing.open_portal', target: { kind: 'organization', id: organizationId } }),
  );
  return page;
}
