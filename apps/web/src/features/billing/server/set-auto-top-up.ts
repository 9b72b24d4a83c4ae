import type { AutoTopUp } from '@modelmint/db/generated/client';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { topUpProblem } from '@modelmint/domain/auto-top-up';
import { AppError } from '@modelmint/domain/errors';
import { formatUsd } from '@modelmint/domain/money';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { MicrosText } from './micros-text.ts';

export const SetAutoTopUp = z
  .strictObject({
    isOn: z.boolean(),
    thresholdMicros: MicrosText,
    amountMicros: MicrosText,
    monthlyMaxMicros: MicrosText,
    /** Of the rule that is changed; null where there is none yet. */
    version: z.number().int().min(1).nullable().default(null),
  })
  .superRefine((rule, context) => {
    // A field that is no amount was told of already, and is a text still.
    if ([rule.thresholdMicros, rule.amountMicros, rule.monthlyMaxMicros].some((micros) => typeof micros !== 'bigint'))
      return;
    const problem = topUpProblem(rule);
    if (problem !== null) context.addIssue({ code: 'custom', path: [problem.param], message: problem.message });
  });
export type SetAutoTopUp = z.output<typeof SetAutoTopUp>;

/**
 * Turning it on needs a saved card, which Stripe is asked for; turning it off asks nobody. Saving it clears what stopped
 * it. Throws `invalid_state` without a card and `conflict` when somebody changed it in the meantime.
 */
export async function setAutoTopUp(
  deps: Deps,
  principal: OrganizationPrincipal,
  wanted: SetAutoTopUp,
): Promise<AutoTopUp> {
  requirePermission(principal, 'billing.write');
  const { organizationId } = principal;
  if (wanted.isOn) await requireCard(deps, organizationId);
  const { version, ...rule } = wanted;
  return withOrg(deps.db, organizationId, async (tx) => {
    const { name } = await lockOrganization(tx, organizationId);
    const before = await tx.autoTopUp.findUnique({ where: { organizationId } });
    if ((before?.version ?? null) !== version)
      throw new AppError(
        'conflict',
        'The automatic top-up was changed in the meantime. Nothing was saved. Reload the page and look again.',
        { param: 'version' },
      );
    const data = { ...rule, stoppedAt: null, stoppedReason: null, updatedAt: new Date() };
    await recordAct(tx, principal, {
      action: 'billing.set_auto_top_up',
      target: { kind: 'organization', id: organizationId, name },
      details: {
        isOn: rule.isOn,
        below: formatUsd(rule.thresholdMicros),
        amount: formatUsd(rule.amountMicros),
        monthlyMax: formatUsd(rule.monthlyMaxMicros),
      },
    });
    return before === null
      ? tx.autoTopUp.create({ data: { organizationId, ...data } })
      : tx.autoTopUp.update({ where: { organizationId }, data: { ...data, version: before.version + 1 } });
  });
}

async function requireCard({ billing, db }: Deps, organizationId: string): Promise<void> {
  await billing.syncOrganization(organizationId);
  const customer = await withOrg(db, organizationId, (tx) =>
    tx.stripeCustomer.findUnique({ where: { organizationId } }),
  );
  if (customer?.cardLast4 == null)
    throw new AppError(
      'invalid_state',
      'No card is saved to buy credit with. Open the payment portal, save a card, and turn it on then.',
      { param: 'isOn' },
    );
}
