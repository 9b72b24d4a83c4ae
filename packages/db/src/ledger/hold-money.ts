import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { formatUsd, type Micros } from '@modelmint/domain/money';
import type { Funding, HoldState } from '../generated/client.ts';
import { refuseOverLimit } from '../project/refuse-over-limit.ts';
import type { OrgTransaction } from '../with-org.ts';
import { readWallet } from './read-wallet.ts';

export interface HoldRequest {
  organizationId: string;
  projectId: string;
  /** The work that it is for, and the event key of its usage: `job:<id>` or `request:<id>`. */
  key: string;
  /** The most that the work can cost. */
  amountMicros: Micros;
  expiresAt: Date;
}

export interface HeldMoney {
  holdId: string;
  funding: Funding;
  state: HoldState;
  /** False when the key had its hold already. */
  isNew: boolean;
}

/**
 * Sets money aside before the work, in one atomic statement: on the next invoice while the plan allows, else from
 * credit. A second call with the key of the first gets the first's hold. Throws `insufficient_quota`, `conflict` when
 * the key holds another amount, and what `refuseOverLimit` throws for the project.
 */
export async function holdMoney(tx: OrgTransaction, request: HoldRequest): Promise<HeldMoney> {
  if (request.amountMicros < 0n) throw new RangeError('a hold must not be negative');
  await refuseOverLimit(tx, request);
  const { taken, holdId } = await takeHold(tx, request);
  if (taken !== null && holdId !== null) return { holdId, funding: taken, state: 'HELD', isNew: true };
  // Another transaction had the same key in the meantime: its hold counts, and what was taken here goes back.
  if (taken !== null) await giveBack(tx, request, taken);
  const first = await findHold(tx, request);
  if (first !== null) return first;
  throw await refusal(tx, request);
}

async function takeHold(
  tx: OrgTransaction,
  { organizationId, projectId, key, amountMicros, expiresAt }: HoldRequest,
): Promise<{ taken: Funding | null; holdId: string | null }> {
  const [row] = await tx.$queryRaw<{ taken: Funding | null; holdId: string | null }[]>`
    WITH first AS (
      SELECT 1 FROM "hold" WHERE "organizationId" = ${organizationId} AND "key" = ${key}
    ), invoice AS (
      UPDATE "wallet" SET "heldInvoiceMicros" = "heldInvoiceMicros" + ${amountMicros}::bigint
      WHERE "organizationId" = ${organizationId} AND NOT EXISTS (SELECT 1 FROM first) AND "invoiceLimitMicros" > 0
        AND "invoiceLimitMicros" - "accruedMicros" - "heldInvoiceMicros" >= ${amountMicros}::bigint
      RETURNING 'INVOICE'::"Funding" AS "funding"
    ), credit AS (
      UPDATE "wallet" SET "heldCreditMicros" = "heldCreditMicros" + ${amountMicros}::bigint
      WHERE "organizationId" = ${organizationId} AND NOT EXISTS (SELECT 1 FROM first)
        AND NOT EXISTS (SELECT 1 FROM invoice)
        AND (${amountMicros}::bigint = 0
          OR "promoMicros" + "paidMicros" - "heldCreditMicros" >= ${amountMicros}::bigint)
      RETURNING 'CREDIT'::"Funding" AS "funding"
    ), taken AS (
      SELECT "funding" FROM invoice UNION ALL SELECT "funding" FROM credit
    ), made AS (
      INSERT INTO "hold" ("id", "organizationId", "projectId", "key", "amountMicros", "funding", "expiresAt")
      SELECT ${newId('hold')}, ${organizationId}, ${projectId}, ${key}, ${amountMicros}::bigint, "funding", ${expiresAt}
      FROM taken
      ON CONFLICT ("organizationId", "key") DO NOTHING
      RETURNING "id"
    )
    SELECT (SELECT "funding" FROM taken) AS "taken", (SELECT "id" FROM made) AS "holdId"`;
  return row ?? { taken: null, holdId: null };
}

async function giveBack(tx: OrgTransaction, { organizationId, amountMicros }: HoldRequest, taken: Funding) {
  const field = taken === 'CREDIT' ? 'heldCreditMicros' : 'heldInvoiceMicros';
  await tx.wallet.update({ where: { organizationId }, data: { [field]: { decrement: amountMicros } } });
}

async function findHold(
  tx: OrgTransaction,
  { organizationId, key, amountMicros }: HoldRequest,
): Promise<HeldMoney | null> {
  const hold = await tx.hold.findUnique({ where: { organizationId_key: { organizationId, key } } });
  if (hold === null) return null;
  if (hold.amountMicros !== amountMicros)
    throw new AppError(
      'conflict',
      `${key} already holds ${formatUsd(hold.amountMicros, { exact: true })}, not ${formatUsd(amountMicros, { exact: true })}. Use a new key for other work.`,
    );
  return { holdId: hold.id, funding: hold.funding, state: hold.state, isNew: false };
}

async function refusal(tx: OrgTransaction, { organizationId, amountMicros }: HoldRequest): Promise<AppError> {
  const wallet = await readWallet(tx, organizationId);
  const onHold = wallet.heldCreditMicros + wallet.heldInvoiceMicros;
  const usd = (micros: Micros) => formatUsd(micros, { exact: true });
  const held = onHold > 0n ? `, besides ${usd(onHold)} on hold for work under way` : '';
  const wayOut = wallet.invoiceLimitMicros > 0n ? 'move to a plan with a higher invoice limit' : 'subscribe to a plan';
  return new AppError(
    'insufficient_quota',
    `This needs up to ${usd(amountMicros)}, and ${usd(wallet.availableMicros)} is available${held}. ` +
      `Add credit or ${wayOut} on the Billing page, or ask for less work.`,
  );
}
