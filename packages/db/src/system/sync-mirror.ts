import { grantCredit } from '../ledger/grant-credit.ts';
import { recordInvoice } from '../ledger/record-invoice.ts';
import { recordRefund } from '../ledger/record-refund.ts';
import { recordNotification } from '../notification/record-notification.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import {
  type CustomerSnapshot,
  type InvoiceLine,
  type InvoiceSnapshot,
  isLive,
  type SessionSnapshot,
  type SubscriptionSnapshot,
} from './customer-snapshot.ts';

export interface MirrorRequest {
  customerId: string;
  /** Reads the provider. `sessionIds`: checkouts of the customer whose end we do not know yet. */
  read: (open: { sessionIds: string[] }) => Promise<CustomerSnapshot>;
  /** Enough when the last sync began after this: its reads have seen what happened before. */
  since?: Date;
}

/** A late payment does not stop the work at once. */
const graceDays = 7;
const microsPerCent = 10_000n;

/**
 * Lock, read, write: whoever writes last has read last, however many events ring at once. Returns the organization,
 * or null when the customer is nobody's.
 */
export async function syncMirror(db: Database, { customerId, read, since }: MirrorRequest): Promise<string | null> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`stripe:${customerId}`}, 0))`;
    const customer = await tx.stripeCustomer.findUnique({ where: { customerId } });
    if (customer === null) return null;
    const { organizationId, syncedAt } = customer;
    if (since !== undefined && syncedAt !== null && syncedAt > since) return organizationId;
    const began = await databaseTime(tx);
    const snapshot = await read({ sessionIds: await listOpenSessions(tx, organizationId) });
    await writeSubscriptions(tx, organizationId, snapshot.subscriptions);
    for (const invoice of snapshot.invoices) await writeInvoice(tx, organizationId, invoice);
    for (const session of snapshot.sessions) await writeSession(tx, organizationId, session);
    for (const { id, amountMicros } of snapshot.refunds)
      await recordRefund(tx, { organizationId, refundId: id, amountMicros });
    await writeRights(tx, organizationId, snapshot);
    const { card } = snapshot;
    const saved = { cardBrand: card?.brand ?? null, cardLast4: card?.last4 ?? null };
    await tx.stripeCustomer.update({ where: { customerId }, data: { syncedAt: began, ...saved } });
    await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
    return organizationId;
  });
}

/** The database's clock judges both the arrival of an event and the begin of a sync. */
async function databaseTime(tx: SystemTransaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  return row?.now ?? new Date();
}

/** Open ones, and credit that is complete but was not paid when last seen, as with a bank transfer. */
async function listOpenSessions(tx: SystemTransaction, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ sessionId: string }[]>`
    SELECT a."sessionId" FROM "checkout_attempt" a
    WHERE a."organizationId" = ${organizationId} AND a."sessionId" IS NOT NULL AND (a."state" = 'OPEN'
      OR (a."kind" = 'credit' AND a."state" = 'COMPLETE' AND a."createdAt" > now() - interval '14 days'
        AND NOT EXISTS (SELECT 1 FROM "credit_grant" g
          WHERE g."organizationId" = a."organizationId" AND g."sourceRef" = a."sessionId")))`;
  return rows.map(({ sessionId }) => sessionId);
}

async function writeSubscriptions(
  tx: SystemTransaction,
  organizationId: string,
  subscriptions: SubscriptionSnapshot[],
): Promise<void> {
  // The ended ones first: the database allows one live subscription.
  const ordered = subscriptions.toSorted((a, b) => Number(isLive(a.status)) - Number(isLive(b.status)));
  for (const { id, ...rest } of ordered) {
    const row = { ...rest, organizationId, fetchedAt: new Date() };
    await tx.stripeSubscription.upsert({ where: { id }, create: { id, ...row }, update: row });
  }
}

async function writeInvoice(tx: SystemTransaction, organizationId: string, invoice: InvoiceSnapshot): Promise<void> {
  const { id, lines, ...rest } = invoice;
  const row = { ...rest, organizationId, lines: lines.map((line) => ({ ...line })), fetchedAt: new Date() };
  await tx.stripeInvoice.upsert({ where: { id }, create: { id, ...row }, update: row });
  const amountMicros = meteredMicros(lines);
  // Only a final invoice has its usage for good.
  if (invoice.status !== 'draft' && invoice.status !== 'void' && amountMicros > 0n)
    await recordInvoice(tx, { organizationId, invoiceId: id, amountMicros });
  if (invoice.status === 'open' && invoice.attempts > 0) await tellFailedPayment(tx, organizationId, invoice);
}

/** Once for each try of the payment provider. */
async function tellFailedPayment(
  tx: SystemTransaction,
  organizationId: string,
  { id, number, attempts, totalCents }: InvoiceSnapshot,
): Promise<void> {
  await recordNotification(tx, {
    organizationId,
    kind: 'payment_failed',
    target: { kind: 'invoice', id, name: number },
    fact: `try ${attempts}`,
    details: { cause: 'invoice', amountMicros: String(totalCents * microsPerCent) },
  });
}

function meteredMicros(lines: InvoiceLine[]): bigint {
  return lines.reduce((sum, { meter, quantity }) => (meter === null ? sum : sum + BigInt(quantity)), 0n);
}

async function writeSession(tx: SystemTransaction, organizationId: string, session: SessionSnapshot): Promise<void> {
  const state = session.status === 'open' ? 'OPEN' : session.status === 'complete' ? 'COMPLETE' : 'EXPIRED';
  if (state !== 'OPEN')
    await tx.checkoutAttempt.updateMany({
      where: { organizationId, sessionId: session.id, state: { not: state } },
      data: { state, finishedAt: new Date() },
    });
  if (session.paidMicros !== null && session.paidMicros > 0n)
    await grantCredit(tx, {
      organizationId,
      category: 'paid',
      amountMicros: session.paidMicros,
      sourceRef: session.id,
    });
}

/** What the organization may do, from what it has. */
async function writeRights(
  tx: SystemTransaction,
  organizationId: string,
  { subscriptions, invoices }: CustomerSnapshot,
): Promise<void> {
  const live = subscriptions.find(({ status }) => ['active', 'trialing', 'past_due'].includes(status));
  const planCode = live?.planCode ?? 'free';
  const plan = await tx.plan.findUniqueOrThrow({ where: { code: planCode } });
  const oldest = Date.now() - graceDays * 86_400_000;
  const isOverdue = invoices.some(({ status, createdAt }) => status === 'open' && createdAt.getTime() < oldest);
  const invoiceLimitMicros = live === undefined || isOverdue ? 0n : plan.invoiceLimitMicros;
  await tx.organization.update({ where: { id: organizationId }, data: { planCode } });
  await tx.wallet.upsert({
    where: { organizationId },
    create: { organizationId, invoiceLimitMicros },
    update: { invoiceLimitMicros },
  });
}
