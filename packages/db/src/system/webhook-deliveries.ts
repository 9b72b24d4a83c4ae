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

export async function claimDeliveries(db: Database): Promise<DueDelivery[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<DueDelivery[]>`
      WITH ranked AS (
        SELECT d."id", d."nextAttemptAt",
          row_number() OVER (PARTITION BY d."endpointId" ORDER BY d."nextAttemptAt", d."id") AS place
        FROM (SELECT "id", "endpointId", "nextAttemptAt" FROM "webhook_delivery"
          WHERE "state" = 'due' AND "nextAttemptAt" <= now() ORDER BY "nextAttemptAt" LIMIT 2000) d),
      due AS (
        SELECT d."id" FROM "webhook_delivery" d JOIN ranked r ON r."id" = d."id"
        WHERE r.place <= ${perEndpoint}::int AND d."state" = 'due' AND d."nextAttemptAt" <= now()
        ORDER BY r."nextAttemptAt" LIMIT ${atOnce}::int FOR UPDATE OF d SKIP LOCKED)
      UPDATE "webhook_delivery" d SET "attempts" = d."attempts" + 1, "lastAttemptAt" = now(),
        "nextAttemptAt" = now() + make_interval(secs => ${leaseSeconds}::int)
      FROM due, "webhook_endpoint" e WHERE d."id" = due."id" AND e."id" = d."endpointId"
      RETURNING d."id", d."attempts", d."organizationId", d."endpointId", d."eventId", d."payload", e."url",
        e."sealedSecret",
        CASE WHEN e."previousUntil" > now() THEN e."previousSealedSecret" END AS "previousSealedSecret"`,
  );
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

const turnedOff = 'The webhook was turned off.';

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
