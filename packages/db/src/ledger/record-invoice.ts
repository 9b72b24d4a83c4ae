import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';
import { bookEntries } from './book-entries.ts';

/**
 * Moves usage from "goes on the next invoice" to "Stripe collects it", once for each final invoice.
 * `amountMicros`: the quantities of its metered lines, which are micro-USD.
 */
export async function recordInvoice(
  tx: OrgTransaction,
  { organizationId, invoiceId, amountMicros }: { organizationId: string; invoiceId: string; amountMicros: Micros },
): Promise<boolean> {
  return bookEntries(tx, {
    organizationId,
    key: `invoice:${invoiceId}`,
    kind: 'invoice',
    entries: { ACCRUED: amountMicros, PSP_CLEARING: -amountMicros },
  });
}
