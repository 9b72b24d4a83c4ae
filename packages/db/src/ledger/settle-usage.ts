import { type Micros, rateMicros } from '@modelmint/domain/money';
import type { Funding } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { chargeHold, lockHold } from './close-hold.ts';
import { recordUsage, type UsageFact } from './record-usage.ts';

export interface SettledUsage {
  usageId: string;
  amountMicros: Micros;
  funding: Funding;
  /** False when it was billed before; nothing was charged now. */
  isNew: boolean;
}

/**
 * Bills what was used: settled hold, usage row and ledger, exactly once for the key of the hold, in the transaction of
 * the result. Never fails for lack of money; a hold that had expired is charged as an overdraft. Null, and nothing
 * charged, when the hold was released (whoever released it decided that the work costs nothing) or never was.
 */
export async function settleUsage(
  tx: OrgTransaction,
  { holdId, ...usage }: UsageFact & { holdId: string },
): Promise<SettledUsage | null> {
  const hold = await lockHold(tx, { organizationId: usage.organizationId, holdId });
  if (hold === null || hold.state === 'RELEASED') return null;
  const amountMicros = rateMicros(usage.tokens, usage.rateMicros);
  if (hold.settledMicros === null) {
    const funding = await chargeHold(tx, hold, amountMicros);
    const usageId = await recordUsage(tx, { ...usage, eventKey: hold.key, funding });
    return { usageId, amountMicros, funding, isNew: true };
  }
  const first = await tx.usage.findUniqueOrThrow({
    where: { organizationId_eventKey: { organizationId: hold.organizationId, eventKey: hold.key } },
  });
  return { usageId: first.id, amountMicros: first.amountMicros, funding: first.funding, isNew: false };
}
