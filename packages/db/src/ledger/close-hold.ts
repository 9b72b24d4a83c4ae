import { newId } from '@modelmint/domain/ids';
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
  const funding = fundingNow(hold);
  const state = hold.state === 'HELD' ? 'SETTLED' : hold.state;
  await closeHold(tx, hold, { state, settledMicros: actualMicros, funding });
  await bookCharge(tx, hold, { key: hold.key, actualMicros, funding });
  return funding;
}

export interface PartCharge {
  /** Of the part, unique as that of a hold. */
  key: string;
  actualMicros: Micros;
  /** What of the hold was set aside for this part; its rest is free again. */
  partMicros: Micros;
}

/**
 * Charges a part of the work that a locked hold is for, and leaves the rest held: the part becomes a settled hold of its
 * own. Null, and nothing done, when its key is charged already.
 */
export async function chargePart(tx: OrgTransaction, hold: LockedHold, part: PartCharge): Promise<Funding | null> {
  const { key, actualMicros, partMicros } = part;
  if (actualMicros < 0n || partMicros < 0n) throw new RangeError('a charge must not be negative');
  const funding = fundingNow(hold);
  const made = await tx.$executeRaw`
    INSERT INTO "hold" ("id", "organizationId", "projectId", "key", "amountMicros", "funding", "state", "settledMicros",
      "expiresAt", "finishedAt")
    VALUES (${newId('hold')}, ${hold.organizationId}, ${hold.projectId}, ${key}, ${actualMicros}::bigint,
      ${funding}::"Funding", 'SETTLED', ${actualMicros}::bigint, now(), now())
    ON CONFLICT ("organizationId", "key") DO NOTHING`;
  if (made === 0) return null;
  await shrinkHold(tx, hold, partMicros);
  await bookCharge(tx, hold, { key, actualMicros, funding });
  return funding;
}

/** Frees a part of a locked hold that will not be charged. */
export async function shrinkHold(tx: OrgTransaction, hold: LockedHold, partMicros: Micros): Promise<void> {
  const freed = hold.state !== 'HELD' ? 0n : partMicros < hold.amountMicros ? partMicros : hold.amountMicros;
  if (freed === 0n) return;
  await tx.$executeRaw`
    WITH shrunk AS (
      UPDATE "hold" SET "amountMicros" = "amountMicros" - ${freed}::bigint WHERE "id" = ${hold.id}
    )
    UPDATE "wallet" SET
      "heldCreditMicros" = "heldCreditMicros" - ${hold.funding === 'CREDIT' ? freed : 0n}::bigint,
      "heldInvoiceMicros" = "heldInvoiceMicros" - ${hold.funding === 'INVOICE' ? freed : 0n}::bigint
    WHERE "organizationId" = ${hold.organizationId}`;
}

/** Where the subscription ended while the work ran no invoice will come, so credit pays. */
function fundingNow({ funding, hasSubscription }: LockedHold): Funding {
  return funding === 'INVOICE' && !hasSubscription ? 'CREDIT' : funding;
}

async function bookCharge(
  tx: OrgTransaction,
  { organizationId, promoMicros }: LockedHold,
  { key, actualMicros, funding }: { key: string; actualMicros: Micros; funding: Funding },
): Promise<void> {
  const promo = promoMicros < 0n ? 0n : promoMicros < actualMicros ? promoMicros : actualMicros;
  const isBooked = await bookLocked(tx, {
    organizationId,
    key: `usage:${key}`,
    kind: 'usage',
    entries:
      funding === 'INVOICE'
        ? { ACCRUED: -actualMicros, REVENUE: actualMicros }
        : { WALLET_PROMO: -promo, WALLET_PAID: promo - actualMicros, REVENUE: actualMicros },
  });
  // Not reachable while an uncharged hold has no booking; a throw takes the result back instead of giving it away.
  if (!isBooked) throw new Error(`the usage of ${key} is booked already, but its hold is not charged`);
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
