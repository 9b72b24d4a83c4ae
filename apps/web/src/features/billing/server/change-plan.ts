import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

export const ChangePlanInput = z.strictObject({ planCode: z.string().min(1).max(64) });

/** Another plan for the subscription that is there; the difference is prorated on the next invoice. */
export async function changePlan(
  deps: Deps,
  principal: OrganizationPrincipal,
  { planCode }: z.infer<typeof ChangePlanInput>,
): Promise<void> {
  requirePermission(principal, 'billing.write');
  await deps.billing.changePlan({ organizationId: principal.organizationId, planCode });
}
