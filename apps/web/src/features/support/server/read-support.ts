import { findSupportConsent, type ListedSupport, listSupport } from '@modelmint/db/support/support-consent';
import { nameUsers } from '@modelmint/db/system/name-users';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

export interface SupportView {
  /** null: support may look with a reason, and not act. */
  allowed: { until: Date; since: Date; by: string | null } | null;
  /** Newest first. */
  sessions: (ListedSupport & { isOpen: boolean })[];
}

/** What support may do in the organization, and when it was there. */
export async function readSupport(deps: Deps, principal: OrganizationPrincipal): Promise<SupportView> {
  requirePermission(principal, 'support.write');
  const { organizationId } = principal;
  const { consent, sessions } = await withOrg(deps.db, organizationId, async (tx) => ({
    consent: await findSupportConsent(tx),
    sessions: await listSupport(tx, organizationId),
  }));
  const names = await nameUsers(deps.db, consent === null ? [] : [consent.grantedByUserId]);
  const by = names.get(consent?.grantedByUserId ?? '');
  const now = Date.now();
  return {
    allowed: consent && { until: consent.expiresAt, since: consent.grantedAt, by: by ? by.name || by.email : null },
    sessions: sessions.map((one) => ({ ...one, isOpen: one.endedAt === null && one.expiresAt.getTime() > now })),
  };
}
