import { allowSupport as allow, withdrawSupport as withdraw } from '@modelmint/db/support/support-consent';
import { endAllSupport } from '@modelmint/db/system/support-sessions';
import { withOrg } from '@modelmint/db/with-org';
import type { AllowSupport } from '@modelmint/domain/support-access';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';

/** Lets the operator's support act in the organization for some hours from now on. */
export async function allowSupport(
  deps: Deps,
  principal: OrganizationPrincipal,
  { hours }: AllowSupport,
): Promise<{ expiresAt: Date }> {
  requirePermission(principal, 'support.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const expiresAt = await allow(tx, { organizationId, userId: principal.userId ?? '', hours });
    const target = { kind: 'organization', id: organizationId };
    await recordAct(tx, principal, { action: 'support.allow', target, details: { hours } });
    return { expiresAt };
  });
}

/** Ends what was allowed, and every support session that is open, whatever it was let in for. Twice is harmless. */
export async function withdrawSupport(deps: Deps, principal: OrganizationPrincipal): Promise<{ ended: number }> {
  requirePermission(principal, 'support.write');
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const wasAllowed = await withdraw(tx, organizationId);
    const ended = await endAllSupport(tx, organizationId);
    if (!wasAllowed && ended === 0) return { ended };
    const target = { kind: 'organization', id: organizationId };
    await recordAct(tx, principal, { action: 'support.withdraw', target, details: { endedSessions: ended } });
    return { ended };
  });
}
