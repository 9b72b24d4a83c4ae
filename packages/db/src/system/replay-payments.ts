import { AppError } from '@modelmint/domain/errors';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import type { WebhookKey } from './webhook-inbox.ts';

/**
 * Lets a kept message of Stripe be applied again, done or not: it only says whose account is read anew, so that twice is
 * harmless. Ring `webhook.apply` for it. False: there is no such message.
 */
export async function replayWebhook(
  db: Database,
  { source, externalId, operator }: WebhookKey & { operator: OperatorActor },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const [row] = await tx.$queryRaw<{ type: string }[]>`
      UPDATE "webhook_inbox" SET "processedAt" = NULL, "error" = NULL, "nextAttemptAt" = now()
      WHERE "source" = ${source} AND "externalId" = ${externalId} RETURNING "type"`;
    if (row === undefined) return false;
    const target = { kind: 'webhook', id: externalId, name: row.type };
    await recordOperatorAct(tx, operator, { action: 'webhook.replay', target });
    return true;
  });
}

/**
 * Lets the total of an hour be sent at once, as one that was refused would else never be. Totals are absolute, so that
 * twice is harmless. Ring `usage.flush`. False: there is none. Throws `invalid_state` where sending makes no sense.
 */
export async function replayMeterEvent(
  db: Database,
  { identifier, operator }: { identifier: string; operator: OperatorActor },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const [event] = await tx.$queryRaw<{ organizationId: string; state: string; isTooOld: boolean; isOld: boolean }[]>`
      SELECT m."organizationId", m."state"::text, m."hour" < now() - interval '34 days' AS "isTooOld",
        EXISTS (SELECT 1 FROM "meter_event" n WHERE n."organizationId" = m."organizationId" AND n."meter" = m."meter"
          AND n."hour" = m."hour" AND n."revision" > m."revision") AS "isOld"
      FROM "meter_event" m WHERE m."identifier" = ${identifier} FOR UPDATE`;
    if (event === undefined) return false;
    const refusal = refusalOf(event);
    if (refusal !== null) throw new AppError('invalid_state', refusal);
    await tx.meterEvent.update({
      where: { identifier },
      data: { state: 'PENDING', nextAttemptAt: new Date(), lastError: null },
    });
    const { organizationId } = event;
    const target = { kind: 'meter_event', id: identifier };
    await recordOperatorAct(tx, operator, { organizationId, action: 'meter_event.replay', target });
    return true;
  });
}

function refusalOf({ state, isTooOld, isOld }: { state: string; isTooOld: boolean; isOld: boolean }): string | null {
  if (state === 'ACCEPTED') return 'The meter has this total already.';
  if (state === 'SENDING') return 'It is being sent right now.';
  if (state === 'SUPERSEDED' || isOld) return 'A newer total of the same hour has taken its place: send that one.';
  return isTooOld ? 'It is older than 34 days: meters refuse it. Bill it by hand as an invoice item.' : null;
}
