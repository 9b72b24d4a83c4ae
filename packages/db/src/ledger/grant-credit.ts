import { newId } from '@modelmint/domain/ids';
import type { Micros } from '@modelmint/domain/money';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { bookEntries } from './book-entries.ts';

export interface CreditToGrant {
  organizationId: string;
  /** `promo` is given, and spent first; `paid` was bought. */
  category: 'promo' | 'paid';
  amountMicros: Micros;
  /** Where it comes from, such as `trial` or the Checkout session; each source grants once. */
  sourceRef: string;
  /** The operator's words to the customer. */
  reason?: string;
}

/** Adds credit once for each source. False, and nothing done, when the source has granted before. */
export async function grantCredit(tx: OrgTransaction, grant: CreditToGrant): Promise<boolean> {
  const { organizationId, category, amountMicros, sourceRef, reason = null } = grant;
  if (amountMicros <= 0n) throw new RangeError('granted credit must be above 0');
  const isNew = await bookEntries(tx, {
    organizationId,
    key: `grant:${sourceRef}`,
    kind: 'grant',
    entries:
      category === 'promo'
        ? { WALLET_PROMO: amountMicros, PROMO_EXPENSE: -amountMicros }
        : { WALLET_PAID: amountMicros, PSP_CLEARING: -amountMicros },
  });
  if (!isNew) return false;
  await tx.creditGrant.create({
    data: { id: newId('creditGrant'), organizationId, category, amountMicros, sourceRef, reason },
  });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
  return true;
}
