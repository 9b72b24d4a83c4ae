import { failingDaysMax, pauseAfter } from '@modelmint/domain/webhook-event';
import { recordNotification } from '../notification/record-notification.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/** A delivery that somebody has claimed, and where it goes. */
export interface DueDelivery {
  id: string;
  /** Fence: whoever claims it after us has another number. */
  attempts: number;
  organizationId: string;
  endpointId: string;
  eventId: string;
  payload: unknown;
  url: string;
  sealedSecret: string;
  /** Of the secret before the last rotation, while it signs too. */
  previousSealedSecret: string | null;
}

const atOnce = 100;
/** Of one endpoint, so that one that is slow does not keep others waiting. */
const perEndpoint = 10;
/** Longer than a round of the slowest receivers takes. */
const leaseSeconds = 300;

/**
 * Of each webhook a few, so that the thousands of one keep nobody else waiting. What waits for one that was turned off is
 * given up.
 */
export async function claimDeliveries(db: Database): Promise<DueDelivery[]> {
  return withSystem(db, async (tx) => {
    await giveUpTurnedOff(tx);
    // From each endpoint that something waits for to the next one in the index.
    return tx.$queryRaw<DueDelivery[]>`
      WITH RECURSIVE waits AS (
        (SELECT "endpointId" FROM "webhook_delivery" WHERE "state" = 'due' ORDER BY "endpointId" LIMIT 1)
        UNION ALL
        SELECT (SELECT d."endpointId" FROM "webhook_delivery" d
          WHERE d."state" = 'due' AND d."endpointId" > w."endpointId" ORDER BY d."endpointId" LIMIT 1)
        FROM waits w WHERE w."endpointId" IS NOT NULL),
      ranked AS (
        SELECT d.* FROM waits w JOIN "webhook_endpoint" e ON e."id" = w."endpointId" AND e."disabledAt" IS NULL
        CROSS JOIN LATERAL (
          SELECT "id", "nextAttemptAt", row_number() OVER (ORDER BY "nextAttemptAt", "id") AS place
          FROM "webhook_delivery" WHERE "endpointId" = e."id" AND "state" = 'due' AND "nextAttemptAt" <= now()
          ORDER BY "nextAttemptAt", "id" LIMIT ${perEndpoint}::int) d),
      due AS (
        SELECT d."id" FROM "webhook_delivery" d JOIN ranked r ON r."id" = d."id"
        WHERE d."state" = 'due' AND d."nextAttemptAt" <= now()
        ORDER BY r.place, r."nextAttemptAt" LIMIT ${atOnce}::int FOR UPDATE OF d SKIP LOCKED)
      UPDATE "webhook_delivery" d SET "attempts" = d."attempts" + 1, "lastAttemptAt" = now(),
        "nextAttemptAt" = now() + make_interval(secs => ${leaseSeconds}::int)
      FROM due, "webhook_endpoint" e WHERE d."id" = due."id" AND e."id" = d."endpointId"
      RETURNING d."id", d."attempts", d."organizationId", d."endpointId", d."eventId", d."payload", e."url",
        e."sealedSecret",
        CASE WHEN e."previousUntil" > now() THEN e."previousSealedSecret" END AS "previousSealedSecret"`;
  });
}

const turnedOff = 'The webhook was turned off.';

async function giveUpTurnedOff(tx: SystemTransaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE "webhook_delivery" SET "state" = 'failed', "error" = ${turnedOff}
    WHERE "id" IN (
      SELECT d."id" FROM "webhook_endpoint" e JOIN "webhook_delivery" d ON d."endpointId" = e."id"
      WHERE e."disabledAt" IS NOT NULL AND d."state" = 'due' AND d."nextAttemptAt" <= now()
      FOR UPDATE OF d SKIP LOCKED)`;
}

export interface DeliveryAnswer {
  /** null: there was no answer. */
  status: number | null;
  ms: number;
  /** The beginning of what it said. */
  text: string | null;
  error: string | null;
}

const isGood = ({ status }: DeliveryAnswer): boolean => status !== null && status >= 200 && status < 300;

/** What came of an attempt; the next one after a pause, until ten have failed. A row that another has is left to it. */
export async function finishDelivery(db: Database, due: DueDelivery, answer: DeliveryAnswer): Promise<void> {
  const { id, attempts, endpointId } = due;
  const pause = pauseAfter(attempts, Math.random());
  const state = isGood(answer) ? 'delivered' : pause === null || answer.status === 410 ? 'failed' : 'due';
  await withSystem(db, async (tx) => {
    // The webhook before its deliveries: whoever turns it off ends those that others are sending, too.
    await tx.$executeRaw`SELECT 1 FROM "webhook_endpoint" WHERE "id" = ${endpointId} FOR NO KEY UPDATE`;
    const count = await tx.$executeRaw`
      UPDATE "webhook_delivery" SET "state" = ${state}, "responseStatus" = ${answer.status}::int,
        "responseMs" = ${answer.ms}::int, "responseText" = ${answer.text}, "error" = ${answer.error},
        "nextAttemptAt" = now() + make_interval(secs => ${pause ?? 0}::int)
      WHERE "id" = ${id} AND "attempts" = ${attempts}::int AND "state" = 'due'`;
    if (count === 0) return;
    await notifyRow(tx, { organizationId: due.organizationId, projectId: null, kind: 'webhook', id: endpointId });
    if (isGood(answer)) {
      await tx.webhookEndpoint.updateMany({
        where: { id: endpointId, failingSince: { not: null } },
        data: { failingSince: null },
      });
      return;
    }
    await tx.$executeRaw`
      UPDATE "webhook_endpoint" SET "failingSince" = now() WHERE "id" = ${endpointId} AND "failingSince" IS NULL`;
    await turnOffIfLost(tx, due, answer);
  });
}

/** An endpoint that says it is gone, or that has failed for days, is turned off, and people are told. */
async function turnOffIfLost(
  tx: SystemTransaction,
  { organizationId, endpointId }: DueDelivery,
  { status }: DeliveryAnswer,
): Promise<void> {
  const reason = status === 410 ? 'gone' : 'failing';
  const off = await tx.$queryRaw<{ url: string; projectId: string | null; failingSince: Date; disabledAt: Date }[]>`
    UPDATE "webhook_endpoint" SET "disabledAt" = now(), "disabledReason" = ${reason}, "version" = "version" + 1
    WHERE "id" = ${endpointId} AND "disabledAt" IS NULL AND (${reason} = 'gone'
      OR "failingSince" < now() - make_interval(days => ${failingDaysMax}::int))
    RETURNING "url", "projectId", "failingSince", "disabledAt"`;
  const [endpoint] = off;
  if (endpoint === undefined) return;
  await tx.$executeRaw`
    UPDATE "webhook_delivery" SET "state" = 'failed', "error" = ${turnedOff}
    WHERE "endpointId" = ${endpointId} AND "state" = 'due'`;
  const { url, failingSince, disabledAt } = endpoint;
  await recordNotification(tx, {
    ...{ organizationId, kind: 'webhook_disabled', fact: disabledAt.toISOString() },
    target: { kind: 'webhook', id: endpointId, name: url },
    details: { url, failingSince: failingSince.toISOString() },
  });
}

/** Deliveries of 30 days are the log; older ones, and notifications of 90 days, are forgotten. Returns how many rows. */
export async function sweepTold(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    const deliveries = await tx.$executeRaw`
      DELETE FROM "webhook_delivery" WHERE "createdAt" < now() - interval '30 days' AND "state" <> 'due'`;
    const notifications = await tx.$executeRaw`
      DELETE FROM "notification" WHERE "createdAt" < now() - interval '90 days' AND "mailState" <> 'due'`;
    return deliveries + notifications;
  });
}
