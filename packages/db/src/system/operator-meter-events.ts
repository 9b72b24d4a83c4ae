import type { MeterEvent } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export type OperatorMeterEvent = Pick<
  MeterEvent,
  'identifier' | 'meter' | 'hour' | 'revision' | 'amountMicros' | 'state' | 'attempts' | 'lastError' | 'createdAt'
> & { organizationName: string };

/** The outbox to Stripe's meters, those that are not done first, then the newest. */
export async function listMeterEvents(db: Database, { limit }: { limit: number }): Promise<OperatorMeterEvent[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<OperatorMeterEvent[]>`
      SELECT e."identifier", e."meter", e."hour", e."revision", e."amountMicros", e."state"::text, e."attempts",
        e."lastError", e."createdAt", o."name" AS "organizationName"
      FROM "meter_event" e JOIN "organization" o ON o."id" = e."organizationId"
      ORDER BY e."state" IN ('ACCEPTED', 'SUPERSEDED'), e."createdAt" DESC LIMIT ${limit}`,
  );
}
