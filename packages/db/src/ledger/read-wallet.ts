import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';

export interface WalletView {
  promoMicros: Micros;
  paidMicros: Micros;
  /** Promotional and bought credit together, what is on hold included; below 0 after an overdraft. */
  creditMicros: Micros;
  heldCreditMicros: Micros;
  /** Usage that goes on the next invoice. */
  accruedMicros: Micros;
  heldInvoiceMicros: Micros;
  /** 0 without a live subscription. */
  invoiceLimitMicros: Micros;
  /** The largest amount that one hold can get now: from the invoice or from credit, never from both. */
  availableMicros: Micros;
}

/** An organization without a wallet has nothing. */
export async function readWallet(tx: OrgTransaction, organizationId: string): Promise<WalletView> {
  const row = await tx.wallet.findUnique({ where: { organizationId } });
  const {
    promoMicros = 0n,
    paidMicros = 0n,
    heldCreditMicros = 0n,
    accruedMicros = 0n,
    heldInvoiceMicros = 0n,
    invoiceLimitMicros = 0n,
  } = row ?? {};
  const creditMicros = promoMicros + paidMicros;
  const credit = creditMicros - heldCreditMicros;
  const invoice = invoiceLimitMicros - accruedMicros - heldInvoiceMicros;
  return {
    promoMicros,
    paidMicros,
    creditMicros,
    heldCreditMicros,
    accruedMicros,
    heldInvoiceMicros,
    invoiceLimitMicros,
    availableMicros: [credit, invoice, 0n].reduce((most, one) => (one > most ? one : most)),
  };
}
