import { newId } from '@modelmint/domain/ids';
import { formatUsd, type Micros } from '@modelmint/domain/money';
import { recordAudit } from '../audit/record-audit.ts';
import { grantCredit } from '../ledger/grant-credit.ts';
import { sumTopUps } from '../ledger/sum-top-ups.ts';
import { recordNotification } from '../notification/record-notification.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface PendingTopUp {
  id: string;
  organizationId: string;
  amountMicros: Micros;
  /** null: never paid anything. */
  customerId: string | null;
  /** Begun before: the payment may have happened without our hearing of it. */
  isAgain: boolean;
  /** False once it was turned off, or the organization stopped: what was begun may only be looked for. */
  mayPay: boolean;
}

const wanted = `
  SELECT a."organizationId" FROM "auto_top_up" a
  JOIN "organization" o ON o."id" = a."organizationId" JOIN "wallet" w ON w."organizationId" = a."organizationId"
  WHERE a."isOn" AND a."stoppedAt" IS NULL
    AND o."deleteRequestedAt" IS NULL AND o."erasedAt" IS NULL AND o."suspendedAt" IS NULL`;
const due = `${wanted}
    AND w."promoMicros" + w."paidMicros" - w."heldCreditMicros" < a."thresholdMicros"`;

/**
 * Organizations whose credit is below their threshold, and those with a purchase that has not ended; first those that
 * were not looked at for longest, so that each has its turn however many there are.
 */
export async function listDueTopUps(db: Database): Promise<string[]> {
  const rows = await withSystem(db, (tx) =>
    tx.$queryRawUnsafe<{ organizationId: string }[]>(
      `SELECT f."organizationId" FROM (SELECT "organizationId" FROM "top_up" WHERE "state" = 'PENDING' UNION ${due}) f
       LEFT JOIN "auto_top_up" r ON r."organizationId" = f."organizationId"
       ORDER BY r."lookedAt" NULLS FIRST, f."organizationId" LIMIT 1000`,
    ),
  );
  return rows.map(({ organizationId }) => organizationId);
}

/**
 * The purchase to make now: one that has not ended, or a new one when credit is still low and the month allows it. The
 * rule is locked meanwhile, and a partial key allows one at a time: two workers make one purchase.
 */
export async function beginTopUp(db: Database, organizationId: string): Promise<PendingTopUp | null> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`
      UPDATE "auto_top_up" SET "lookedAt" = clock_timestamp() WHERE "organizationId" = ${organizationId}`;
    const customer = await tx.stripeCustomer.findUnique({ where: { organizationId } });
    const customerId = customer?.customerId ?? null;
    const open = await tx.topUp.findFirst({ where: { organizationId, state: 'PENDING' } });
    if (open !== null) {
      const { id, amountMicros } = open;
      const mayPay = await isAmong(tx, wanted, organizationId);
      return { id, organizationId, amountMicros, customerId, isAgain: true, mayPay };
    }
    if (!(await isAmong(tx, due, organizationId))) return null;
    const { amountMicros, monthlyMaxMicros } = await tx.autoTopUp.findUniqueOrThrow({ where: { organizationId } });
    if ((await sumTopUps(tx, organizationId)) + amountMicros > monthlyMaxMicros) return null;
    const { id } = await tx.topUp.create({ data: { id: newId('topUp'), organizationId, amountMicros } });
    return { id, organizationId, amountMicros, customerId, isAgain: false, mayPay: true };
  });
}

async function isAmong(tx: SystemTransaction, organizations: string, organizationId: string): Promise<boolean> {
  const rows = await tx.$queryRawUnsafe<unknown[]>(`${organizations} AND a."organizationId" = $1`, organizationId);
  return rows.length > 0;
}

/** Long enough that a payment which was asked for can be seen: only then is one that is not there given up. */
const seenAfter = '1 hour';

/** Gives up what was begun, is not paid and is not wanted any more. Tells nobody: nothing has failed. */
export async function dropTopUp(db: Database, { id }: PendingTopUp): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE "top_up" SET "state" = 'FAILED', "reason" = 'It was turned off before it was paid.', "finishedAt" = now()
      WHERE "id" = ${id} AND "state" = 'PENDING' AND "createdAt" < now() - ${seenAfter}::interval`;
    return count === 1;
  });
}

/** Grants what was paid, once. */
export async function finishTopUp(db: Database, topUp: PendingTopUp, paymentIntentId: string): Promise<void> {
  const { id, organizationId, amountMicros } = topUp;
  await withSystem(db, async (tx) => {
    if (!(await end(tx, id, { state: 'PAID', paymentIntentId }))) return;
    await grantCredit(tx, { organizationId, category: 'paid', amountMicros, sourceRef: id });
    await recordAudit(tx, {
      organizationId,
      actor: { kind: 'system', id: 'modelmint' },
      action: 'billing.top_up',
      target: { kind: 'organization', id: organizationId },
      details: { amount: formatUsd(amountMicros) },
    });
  });
}

export interface FailedTopUp {
  paymentIntentId: string | null;
  reason: string;
  /** The bank wants to ask the holder of the card, who is away. */
  isAuthentication: boolean;
}

/** Ends it without a charge, stops the rule until somebody looks, and tells them. */
export async function failTopUp(db: Database, topUp: PendingTopUp, failure: FailedTopUp): Promise<void> {
  const { id, organizationId, amountMicros } = topUp;
  const { paymentIntentId, reason, isAuthentication } = failure;
  await withSystem(db, async (tx) => {
    if (!(await end(tx, id, { state: 'FAILED', paymentIntentId, reason }))) return;
    await tx.autoTopUp.updateMany({
      where: { organizationId },
      data: { stoppedAt: new Date(), stoppedReason: reason },
    });
    const { name } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
    await recordNotification(tx, {
      organizationId,
      kind: 'payment_failed',
      target: { kind: 'organization', id: organizationId, name },
      fact: id,
      details: {
        cause: isAuthentication ? 'authentication_required' : 'top_up',
        amountMicros: String(amountMicros),
        reason,
      },
    });
    await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
  });
}

/** False when it has ended before. */
async function end(
  tx: SystemTransaction,
  id: string,
  data: { state: 'PAID' | 'FAILED'; paymentIntentId: string | null; reason?: string },
): Promise<boolean> {
  const { count } = await tx.topUp.updateMany({
    where: { id, state: 'PENDING' },
    data: { ...data, finishedAt: new Date() },
  });
  return count === 1;
}
