import { isUniqueViolation } from '@modelmint/db/database-error';
import { changeSsoConnection, findSsoConnection, removeSsoConnection } from '@modelmint/db/sso/sso-connection';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { ssoActor } from './sso-actor.ts';
import { recordName, recordValue, type SsoView, ssoView } from './sso-view.ts';

const absent = () => new AppError('not_found', 'Your organization has no single sign-on.');

/**
 * Looks for the DNS record that proves the domain. Throws `invalid_state` while it is not there, `conflict` when another
 * organization has proved the domain.
 */
export async function verifySsoDomain(deps: Deps, principal: OrganizationPrincipal): Promise<SsoView> {
  requirePermission(principal, 'organization.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const kept = await withOrg(deps.db, organizationId, (tx) => findSsoConnection(tx));
  if (kept === null) throw absent();
  if (kept.domainVerifiedAt !== null) return ssoView(kept);
  const [name, value] = [recordName(kept.domain), recordValue(kept.domainToken)];
  const records = await deps.resolveTxt(name).catch(() => []);
  if (!records.some((parts) => parts.join('').trim() === value))
    throw new AppError(
      'invalid_state',
      `No TXT record ${name} with ${value} was found. A new record can take an hour to be seen everywhere; then try again.`,
    );
  try {
    const changed = await withOrg(deps.db, organizationId, (tx) =>
      changeSsoConnection(tx, {
        // The domain may have been changed while DNS was asked.
        where: { id: kept.id, domain: kept.domain, domainToken: kept.domainToken },
        change: { domainVerifiedAt: new Date() },
        action: 'sso.verify_domain',
        ...ssoActor(principal),
      }),
    );
    if (changed === null) throw absent();
    return ssoView(changed);
  } catch (error) {
    if (!isUniqueViolation(error, 'domain')) throw error;
    throw new AppError('conflict', `Another organization has proved ${kept.domain}. Ask the operator if it is yours.`);
  }
}

/** Whether everybody of the domain but the owners must come by it. Throws `invalid_state` before the domain is proved. */
export async function enforceSso(deps: Deps, principal: OrganizationPrincipal, isEnforced: boolean): Promise<SsoView> {
  requirePermission(principal, 'organization.write');
  requireRecentSignIn(principal);
  const changed = await withOrg(deps.db, principal.organizationId, async (tx) => {
    const kept = await findSsoConnection(tx);
    if (kept === null) throw absent();
    if (isEnforced && kept.domainVerifiedAt === null)
      throw new AppError('invalid_state', `Prove ${kept.domain} first: until then nobody can sign in by it.`);
    const where = { id: kept.id, ...(isEnforced ? { domainVerifiedAt: { not: null } } : {}) };
    return changeSsoConnection(tx, { where, change: { isEnforced }, action: 'sso.save', ...ssoActor(principal) });
  });
  if (changed === null) throw absent();
  return ssoView(changed);
}

/** Nobody signs in by it any more; people and memberships stay. */
export async function removeSso(deps: Deps, principal: OrganizationPrincipal): Promise<void> {
  requirePermission(principal, 'organization.write');
  requireRecentSignIn(principal);
  const isRemoved = await withOrg(deps.db, principal.organizationId, (tx) =>
    removeSsoConnection(tx, ssoActor(principal)),
  );
  if (!isRemoved) throw absent();
}
