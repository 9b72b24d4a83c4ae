import { type Micros, rateMicros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';
import { chargePart, lockHold, shrinkHold } from './close-hold.ts';
import { recordUsage, type UsageFact } from './record-usage.ts';

export interface PartOfHold extends UsageFact {
  holdId: string;
  /** The event key of its usage; the fact that is billed once. */
  eventKey: string;
  /** The most tokens that the part could need, which were held for it. */
  tokensMax: bigint;
}

/**
 * Bills a part of long work while the rest stays held, in the transaction of its result: usage, ledger and hold, once
 * for each event key. A part of 0 tokens only frees its share, each time. Returns what was charged now.
 */
export async function settlePart(tx: OrgTransaction, part: PartOfHold): Promise<Micros> {
  const { holdId, eventKey, tokensMax, ...usage } = part;
  const hold = await lockHold(tx, { organizationId: usage.organizationId, holdId });
  if (hold === null || hold.state === 'RELEASED') throw new Error(`nothing is held for ${eventKey}`);
  const partMicros = rateMicros(tokensMax, usage.rateMicros);
  if (usage.tokens === 0n) {
    await shrinkHold(tx, hold, partMicros);
    return 0n;
  }
  const actualMicros = rateMicros(usage.tokens, usage.rateMicros);
  const funding = await chargePart(tx, hold, { key: eventKey, actualMicros, partMicros });
  if (funding === null) return 0n;
  await recordUsage(tx, { ...usage, eventKey, funding });
  return actualMicros;
}
