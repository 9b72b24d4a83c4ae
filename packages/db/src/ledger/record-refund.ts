import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';
import { bookEntries } from './book-entries.ts';

/** Takes back bought credit that was paid back, once for each refund; what was spent already becomes a debt. */
export async function recordRefund(
  tx: OrgTransaction,
  { organizationId, refundId, amountMicros }: { organizationId: string; refundId: string; amountMicros: Micros },
): Promise<boolean> {
  return bookEntries(tx, {
    organizationId,
    key: `refund:${refundId}`,
    kind: 'refund',
    entries: { WALLET_PAID: -amountMicros, PSP_CLEARING: amountMicros },
  });
}
