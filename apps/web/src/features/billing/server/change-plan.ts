import type { PlanPreview } from '@modelmint/billing/change-plan';
import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

const planCode = z.string().min(1).max(64);
export const PreviewPlanInput = z.strictObject({ planCode });
export const ChangePlanInput = z.strictObject({
  planCode,
  /** Of a preview: what it showed is what is billed. */
  prorationDate: z.number().int().min(0).max(100_000_000_000).optional(),
});

/** What another plan would cost, as the payment provider reckons it. Changes nothing. */
export async function previewPlan(
  deps: Deps,
  principal: OrganizationPrincipal,
  { planCode: code }: z.infer<typeof PreviewPlanInput>,
): Promise<PlanPreview> {
  requirePermission(principal, 'billing.write');
  return deps.billing.previewPlan({ organizationId: principal.organizationId, planCode: code });
}

/** Another plan for the subscription that is there; the difference is prorated on the next invoice. */
export async function changePlan(
  deps: Deps,
  principal: OrganizationPrincipal,
  change: z.infer<typeof ChangePlanInput>,
): Promise<void> {
  requirePermission(principal, 'billing.write');
  const { organizationId } = principal;
  await deps.billing.changePlan({ organizationId, ...change });
  // Stripe has no part in our transactions: what it has done is noted right after it.
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'billing.change_plan',
      target: { kind: 'organization', id: organizationId },
      details: { planCode: change.planCode },
    }),
  );
}
