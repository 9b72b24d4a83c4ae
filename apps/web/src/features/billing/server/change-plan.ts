import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

export const ChangePlanInput = z.strictObject({ planCode: z.string().min(1).max(64) });

/** Another plan for the subscription that is there; the difference is prorated on the next invoice. */
export async function changePlan(
  deps: Deps,
  principal: OrganizationPrincipal,
  { planCode }: z.infer<typeof ChangePlanInput>,
): Promise<void> {
  requirePermission(principal, 'billing.write');
  const { organizationId } = principal;
  await deps.billing.changePlan({ organizationId, planCode });
  // Stripe has no part in our transactions: what it has done is noted right after it.
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'billing.change_plan',
      target: { kind: 'organization', id: organizationId },
      details: { planCode },
    }),
  );
}
