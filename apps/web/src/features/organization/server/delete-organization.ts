import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { stopWork } from '@modelmint/db/project/stop-work';
import { withOrg } from '@modelmint/db/with-org';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { erasedFrom } from '@modelmint/domain/organization-rules';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission, requireRecentSignIn } from './principal.ts';

/** The name, typed by hand. */
export const DeleteOrganization = z.strictObject({ name: z.string().max(200) });
export type DeleteOrganization = z.output<typeof DeleteOrganization>;

/**
 * Begins the grace: keys are refused and jobs are cancelled from now on, the subscription ends with its paid period, and
 * an owner can restore it. Twice is harmless.
 */
export async function deleteOrganization(
  deps: Deps,
  principal: OrganizationPrincipal,
  { name }: DeleteOrganization,
): Promise<{ erasedFrom: Date }> {
  requirePermission(principal, 'organization.delete');
  requireRecentSignIn(principal);
  const { organizationId, userId } = principal;
  const requestedAt = await withOrg(deps.db, organizationId, async (tx) => {
    const found = await lockOrganization(tx, organizationId);
    if (name.trim() !== found.name)
      throw new AppError('invalid_value', `Type the name “${found.name}” to delete the organization.`, {
        param: 'name',
      });
    if (found.deleteRequestedAt !== null) return found.deleteRequestedAt;
    const deleteRequestedAt = new Date();
    await tx.organization.update({
      where: { id: organizationId },
      data: { deleteRequestedAt, deleteRequestedByUserId: userId },
      select: { id: true },
    });
    const cancelledJobs = await stopWork(tx);
    const target = { kind: 'organization', id: organizationId, name: found.name };
    await recordAct(tx, principal, { action: 'organization.delete', target, details: { cancelledJobs } });
    return deleteRequestedAt;
  });
  await endSubscription(deps, organizationId);
  return { erasedFrom: erasedFrom(requestedAt) };
}

/** When Stripe is away, the hourly sweep of organizations ends it. */
async function endSubscription(deps: Deps, organizationId: string): Promise<void> {
  try {
    await deps.billing.endAtPeriodEnd({ organizationId, isEnding: true });
  } catch (error) {
    if (!isAppError(error)) throw error;
    deps.log.warn({ err: error, organizationId }, 'the subscription of a deleted organization was not ended yet');
  }
}

/** Within the grace. What was cancelled stays cancelled. Throws `invalid_state` when nothing is being deleted. */
export async function restoreOrganization(
  deps: Deps,
  principal: OrganizationPrincipal,
): Promise<{ status: 'restored' }> {
  requirePermission(principal, 'organization.delete');
  const { organizationId } = principal;
  if (!principal.erasedFrom)
    throw new AppError('invalid_state', 'The organization is not being deleted: there is nothing to restore.');
  // First: an organization that works again without its plan would surprise; the other way round it is tried again.
  await deps.billing.endAtPeriodEnd({ organizationId, isEnding: false });
  await withOrg(deps.db, organizationId, async (tx) => {
    const found = await lockOrganization(tx, organizationId);
    // Read under the lock: the sweep may have come first.
    if (found.erasedAt !== null) throw new AppError('not_found', 'The organization was erased and cannot be restored.');
    if (found.deleteRequestedAt === null) return;
    await tx.organization.update({
      where: { id: organizationId },
      data: { deleteRequestedAt: null, deleteRequestedByUserId: null },
      select: { id: true },
    });
    const target = { kind: 'organization', id: organizationId, name: found.name };
    await recordAct(tx, principal, { action: 'organization.restore', target });
  });
  return { status: 'restored' };
}
