import { newId } from '@modelmint/domain/ids';
import type { Micros } from '@modelmint/domain/money';
import type { LedgerAccount } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/**
 * Credit is positive: what we owe (credit of customers) and what we earn. Debit is negative: what is owed to us
 * (accrued usage, money at Stripe) and what we give away.
 */
export type Entries = Partial<Record<LedgerAccount, Micros>>;

export interface Booking {
  organizationId: string;
  /** The tuple that defines the fact; unique for ever within the organization. */
  key: string;
  kind: 'usage' | 'grant' | 'invoice' | 'refund';
  entries: Entries;
}

/**
 * Books a fact once and moves the cache of its balances in the same statement. False, and nothing done, when the key
 * is booked already. The database refuses entries that do not add up to 0 when the transaction commits.
 */
export async function bookEntries(tx: OrgTransaction, booking: Booking): Promise<boolean> {
  const { organizationId } = booking;
  // The wallet is locked first, as everywhere; the ON CONFLICT below then sees whoever came before.
  await tx.$executeRaw`
    INSERT INTO "wallet" ("organizationId") VALUES (${organizationId}) ON CONFLICT ("organizationId") DO NOTHING`;
  await tx.$executeRaw`SELECT 1 FROM "wallet" WHERE "organizationId" = ${organizationId} FOR UPDATE`;
  return bookLocked(tx, booking);
}

/** The same when the caller has locked the wallet already. */
export async function bookLocked(
  tx: OrgTransaction,
  { organizationId, key, kind, entries }: Booking,
): Promise<boolean> {
  const moved = Object.entries(entries).filter(([, amount]) => amount !== 0n);
  const { WALLET_PROMO = 0n, WALLET_PAID = 0n, ACCRUED = 0n } = entries;
  const count = await tx.$executeRaw`
    WITH booked AS (
      INSERT INTO "ledger_transaction" ("id", "organizationId", "key", "kind")
      VALUES (${newId('ledgerTransaction')}, ${organizationId}, ${key}, ${kind})
      ON CONFLICT ("organizationId", "key") DO NOTHING
      RETURNING "id"
    ), entries AS (
      INSERT INTO "ledger_entry" ("organizationId", "transactionId", "account", "amountMicros")
      SELECT ${organizationId}, booked."id", e."account"::"LedgerAccount", e."amount"::bigint
      FROM booked, unnest(
        ${moved.map(([account]) => account)}::text[], ${moved.map(([, amount]) => String(amount))}::text[]
      ) AS e("account", "amount")
    )
    UPDATE "wallet" SET "promoMicros" = "promoMicros" + ${WALLET_PROMO}::bigint,
      "paidMicros" = "paidMicros" + ${WALLET_PAID}::bigint,
      "accruedMicros" = "accruedMicros" - ${ACCRUED}::bigint
    FROM booked WHERE "wallet"."organizationId" = ${organizationId}`;
  return count === 1;
}
