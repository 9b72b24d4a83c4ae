import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { periodEnds } from './seal-usage-hours.ts';

export interface ClaimedMeterEvent {
  identifier: string;
  organizationId: string;
  customerId: string;
  eventName: string;
  hour: Date;
  amountMicros: bigint;
  /** Also the fence: a later claim has a higher one. */
  attempts: number;
  /** The end of a billing period within the hour; the event must be stamped before it. */
  periodEnd: Date | null;
}

/** Who claims at the same time could send two totals of one meter side by side, and the older one could come last. */
const claimLock = 7_306_180_007;
const eventsAtOnce = 20;

/**
 * Takes what is due and newest of each hour. Of one customer and meter nothing is given out while something is being
 * sent. With `organizationId`, its events are due at once, since its invoice is about to be final. `except`:
 * tried already.
 */
export async function claimMeterEvents(
  db: Database,
  { organizationId, except = [] }: { organizationId?: string; except?: string[] } = {},
): Promise<ClaimedMeterEvent[]> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${claimLock}::bigint)`;
    await retireOld(tx);
    const due =
      organizationId === undefined
        ? Prisma.sql`m."nextAttemptAt" <= now()`
        : Prisma.sql`m."organizationId" = ${organizationId}`;
    return tx.$queryRaw<ClaimedMeterEvent[]>`
      WITH due AS (
        SELECT m."identifier" FROM "meter_event" m
        WHERE m."state" IN ('PENDING', 'AMBIGUOUS') AND m."hour" <= now() AND ${due}
          AND m."identifier" <> ALL (${except}::text[])
          AND NOT EXISTS (SELECT 1 FROM "meter_event" s WHERE s."state" = 'SENDING'
            AND s."customerId" = m."customerId" AND s."meter" = m."meter")
        ORDER BY m."hour", m."revision" LIMIT ${eventsAtOnce}
      )
      UPDATE "meter_event" m SET "state" = 'SENDING', "attempts" = m."attempts" + 1,
        "nextAttemptAt" = now() + interval '5 minutes'
      FROM due WHERE m."identifier" = due."identifier"
      RETURNING m."identifier", m."organizationId", m."customerId", m."eventName", m."hour", m."amountMicros",
        m."attempts", (SELECT min(e."at") FROM (${periodEnds(Prisma.sql`m."organizationId"`)}) e
          WHERE e."at" > m."hour" AND e."at" < m."hour" + interval '1 hour') AS "periodEnd"`;
  });
}

async function retireOld(tx: SystemTransaction): Promise<void> {
  // Its sender has died; whether it arrived is not known.
  await tx.$executeRaw`
    UPDATE "meter_event" SET "state" = 'AMBIGUOUS', "lastError" = 'The sender stopped before the answer.'
    WHERE "state" = 'SENDING' AND "nextAttemptAt" <= now()`;
  await tx.$executeRaw`
    UPDATE "meter_event" m SET "state" = 'SUPERSEDED' WHERE m."state" IN ('PENDING', 'AMBIGUOUS') AND EXISTS (
      SELECT 1 FROM "meter_event" n WHERE n."organizationId" = m."organizationId" AND n."meter" = m."meter"
        AND n."hour" = m."hour" AND n."revision" > m."revision")`;
  await tx.$executeRaw`
    UPDATE "meter_event" SET "state" = 'REJECTED',
      "lastError" = 'Older than 34 days: meters refuse it. Bill it by hand as an invoice item.'
    WHERE "state" IN ('PENDING', 'AMBIGUOUS') AND "hour" < now() - interval '34 days'`;
}

export type MeterEventEnd =
  | { state: 'ACCEPTED' }
  | { state: 'REJECTED'; error: string }
  | { state: 'PENDING' | 'AMBIGUOUS'; error: string; retryMs: number };

/** Writes how sending ended. False when the claim is not this sender's any more. */
export async function finishMeterEvent(db: Database, event: ClaimedMeterEvent, end: MeterEventEnd): Promise<boolean> {
  const { count } = await withSystem(db, (tx) =>
    tx.meterEvent.updateMany({
      where: { identifier: event.identifier, state: 'SENDING', attempts: event.attempts },
      data: {
        state: end.state,
        lastError: 'error' in end ? end.error.slice(0, 2_000) : null,
        ...('retryMs' in end ? { nextAttemptAt: new Date(Date.now() + end.retryMs) } : {}),
        ...(end.state === 'ACCEPTED' ? { sentAt: new Date() } : {}),
      },
    }),
  );
  return count === 1;
}

/** How many totals of an organization, or of all, are not at the meter yet. */
export async function countUnsentMeterEvents(
  db: Database,
  { organizationId }: { organizationId?: string } = {},
): Promise<number> {
  return withSystem(db, (tx) =>
    tx.meterEvent.count({
      where: {
        state: { in: ['PENDING', 'SENDING', 'AMBIGUOUS'] },
        hour: { lte: new Date() },
        ...(organizationId === undefined ? {} : { organizationId }),
      },
    }),
  );
}
