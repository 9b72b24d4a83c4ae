import type { Micros } from '@modelmint/domain/money';
import type { Funding, HoldState } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { bookLocked } from './book-entries.ts';

export interface LockedHold {
  id: string;
  organizationId: string;
  projectId: string;
  key: string;
  amountMicros: Micros;
  funding: Funding;
  state: HoldState;
  settledMicros: Micros | null;
  expiresAt: Date;
  promoMicros: Micros;
  /** A subscription is there to put an invoice-funded charge on. */
  hasSubscription: boolean;
}

/** The hold and its wallet, locked until the transaction ends; always the wallet first, so nobody deadlocks. */
export async function lockHold(
  tx: OrgTransaction,
  { organizationId, holdId }: { organizationId: string; holdId: string },
): Promise<LockedHold | null> {
  const [row] = await tx.$queryRaw<LockedHold[]>`
    SELECT h."id", h."organizationId", h."projectId", h."key", h."amountMicros", h."funding", h."state",
      h."settledMicros", h."expiresAt", w."promoMicros",
      EXISTS (SELECT 1 FROM "stripe_subscription" s WHERE s."organizationId" = w."organizationId"
        AND s."status" IN ('active', 'trialing', 'past_due', 'unpaid', 'paused')) AS "hasSubscription"
    FROM "wallet" w JOIN "hold" h ON h."organizationId" = w."organizationId"
    WHERE w."organizationId" = ${organizationId} AND h."id" = ${holdId}
    FOR UPDATE OF w, h`;
  return row ?? null;
}

/** Ends a locked hold without a charge; its money is free again. */
export async function freeHold(tx: OrgTransaction, hold: LockedHold, state: 'RELEASED' | 'EXPIRED'): Promise<void> {
  await closeHold(tx, hold, { state, settledMicros: null, funding: hold.funding });
}

/**
 * Charges a locked hold: less frees the rest, more overdraws, since work that is done is paid for. Promotional credit
 * goes first. One that had expired is charged all the same and stays expired. Returns how it was paid.
 */
export async function chargeHold(tx: OrgTransaction, hold: LockedHold, actualMicros: Micros): Promise<Funding> {
  if (actualMicros < 0n) throw new RangeError('a charge must not be negative');
  // The subscription ended while the work ran: no invoice will come, so credit pays.
  const funding = hold.funding === 'INVOICE' && !hold.hasSubscription ? 'CREDIT' : hold.funding;
  const state = hold.state === 'HELD' ? 'SETTLED' : hold.state;
  await closeHold(tx, hold, { state, settledMicros: actualMicros, funding });
  const promo = hold.promoMicros < 0n ? 0n : hold.promoMicros < actualMicros ? hold.promoMicros : actualMicros;
  const isBooked = await bookLocked(tx, {
    organizationId: hold.organizationId,
    key: `usage:${hold.key}`,
    kind: 'usage',
    entries:
      funding === 'INVOICE'
        ? { ACCRUED: -actualMicros, REVENUE: actualMicros }
        : { WALLET_PROMO: -promo, WALLET_PAID: promo - actualMicros, REVENUE: actualMicros },
  });
  // Not reachable while an uncharged hold has no booking; a throw takes the result back instead of giving it away.
  if (!isBooked) throw new Error(`the usage of ${hold.key} is booked already, but its hold is not charged`);
  return funding;
}

async function closeHold(
  tx: OrgTransaction,
  hold: LockedHold,
  end: { state: HoldState; settledMicros: Micros | null; funding: Funding },
): Promise<void> {
  const freed = hold.state === 'HELD' ? hold.amountMicros : 0n;
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE "hold" SET "state" = ${end.state}::"HoldState", "settledMicros" = ${end.settledMicros}::bigint,
        "funding" = ${end.funding}::"Funding", "finishedAt" = now()
      WHERE "id" = ${hold.id}
    )
    UPDATE "wallet" SET
      "heldCreditMicros" = "heldCreditMicros" - ${hold.funding === 'CREDIT' ? freed : 0n}::bigint,
      "heldInvoiceMicros" = "heldInvoiceMicros" - ${hold.funding === 'INVOICE' ? freed : 0n}::bigint
    WHERE "organizationId" = ${hold.organizationId}`;
}
