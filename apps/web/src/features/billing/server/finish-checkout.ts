import type { CheckoutAttempt } from '@modelmint/db/generated/client';
import { listPlans } from '@modelmint/db/list-plans';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

export const FinishCheckoutInput = z.strictObject({ sessionId: z.string().regex(/^cs_[A-Za-z0-9_]{1,200}$/) });

export interface FinishedCheckout {
  kind: 'subscription' | 'credit';
  state: CheckoutAttempt['state'];
  planName: string | null;
  amountMicros: bigint | null;
}

/**
 * For whoever comes back from the payment page: does what the webhook does, without waiting for it. That both do it, in
 * any order and number, is the same as once.
 */
export async function finishCheckout(
  deps: Deps,
  principal: OrganizationPrincipal,
  { sessionId }: z.infer<typeof FinishCheckoutInput>,
): Promise<FinishedCheckout> {
  requirePermission(principal, 'billing.read');
  const { organizationId } = principal;
  const find = () => withOrg(deps.db, organizationId, (tx) => tx.checkoutAttempt.findUnique({ where: { sessionId } }));
  // Only our own row leads to a session: the one in the address could be anybody's.
  if ((await find()) === null)
    throw new AppError('not_found', 'This organization has no such checkout.', { param: 'sessionId' });
  await deps.billing.syncOrganization(organizationId);
  const attempt = await find();
  if (attempt === null) throw new AppError('not_found', 'The checkout is gone.', { param: 'sessionId' });
  const plans = await listPlans(deps.db);
  return {
    kind: attempt.kind === 'subscription' ? 'subscription' : 'credit',
    state: attempt.state,
    planName: plans.find(({ code }) => code === attempt.planCode)?.name ?? null,
    amountMicros: attempt.amountMicros,
  };
}
