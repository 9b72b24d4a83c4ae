import { AppError } from '@modelmint/domain/errors';
import { formatUsd, type Micros } from '@modelmint/domain/money';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { grantCredit } from '../ledger/grant-credit.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface CreditGift {
  organizationId: string;
  /** Of the request, chosen by the client: sent twice, it gives once. */
  key: string;
  amountMicros: Micros;
  reason: string;
  operator: OperatorActor;
}

/**
 * Credit from the operator. False when there is no such organization. Throws `idempotency_key_reused` when the key gave
 * something else before, and `invalid_state` for an organization that is erased.
 */
export async function giveCredit(db: Database, gift: CreditGift): Promise<boolean> {
  const { organizationId, key, amountMicros, reason, operator } = gift;
  const sourceRef = `operator:${key}`;
  return withSystem(db, async (tx) => {
    const found = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { name: true, erasedAt: true },
    });
    if (found === null) return false;
    if (found.erasedAt !== null)
      throw new AppError('invalid_state', 'The organization is erased: nobody could use it.');
    const isNew = await grantCredit(tx, { organizationId, category: 'promo', amountMicros, sourceRef, reason });
    if (isNew) {
      const target = { kind: 'organization', id: organizationId, name: found.name };
      const details = { amount: formatUsd(amountMicros), reason };
      await recordOperatorAct(tx, operator, { organizationId, action: 'credit.grant', target, details });
      return true;
    }
    const before = await tx.creditGrant.findUniqueOrThrow({
      where: { organizationId_sourceRef: { organizationId, sourceRef } },
    });
    if (before.amountMicros !== amountMicros || before.reason !== reason)
      throw new AppError(
        'idempotency_key_reused',
        `This request gave ${formatUsd(before.amountMicros)} already, with other words. Open the form again to give more.`,
      );
    return true;
  });
}
