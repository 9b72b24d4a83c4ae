import type { Micros } from '@modelmint/domain/money';
import { lowCreditMicros } from '@modelmint/domain/money-rules';
import { recordNotification } from '../notification/record-notification.ts';
import type { OrgTransaction } from '../with-org.ts';
import { sumTopUps } from './sum-top-ups.ts';

/**
 * After a charge to credit: tells once that little is left, until there was new credit. Says nothing where credit buys
 * itself and may do so this month.
 */
export async function tellLowCredit(
  tx: OrgTransaction,
  { organizationId, balanceMicros }: { organizationId: string; balanceMicros: Micros },
): Promise<void> {
  const rule = await tx.autoTopUp.findUnique({ where: { organizationId } });
  if (rule?.isOn && rule.stoppedAt === null) {
    const bought = await sumTopUps(tx, organizationId);
    if (bought + rule.amountMicros <= rule.monthlyMaxMicros) return;
  }
  const grant = await tx.creditGrant.findFirst({
    where: { organizationId },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  const { name } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } });
  await recordNotification(tx, {
    organizationId,
    kind: 'credit_low',
    target: { kind: 'organization', id: organizationId, name },
    fact: `after:${grant?.id ?? 'nothing'}`,
    details: { balanceMicros: String(balanceMicros), thresholdMicros: String(lowCreditMicros) },
  });
}
