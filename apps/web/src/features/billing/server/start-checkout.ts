import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { MicrosText } from './micros-text.ts';

export const CheckoutInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('subscription'), planCode: z.string().min(1).max(64) }),
  z.strictObject({
    kind: z.literal('credit'),
    amountMicros: MicrosText,
  }),
]);
export type CheckoutInput = z.infer<typeof CheckoutInput>;

/** Opens the payment page; `email` gets the receipt. */
export async function startCheckout(
  deps: Deps,
  principal: OrganizationPrincipal,
  { purchase, email }: { purchase: CheckoutInput; email: string },
): Promise<{ url: string }> {
  requirePermission(principal, 'billing.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const page = await deps.billing.startCheckout({ organizationId, email, purchase });
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'billing.start_checkout',
      target: { kind: 'organization', id: organizationId },
      details:
        purchase.kind === 'credit'
          ? { kind: purchase.kind, amountMicros: String(purchase.amountMicros) }
          : { kind: purchase.kind, planCode: purchase.planCode },
    }),
  );
  return page;
}
