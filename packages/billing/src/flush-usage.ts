import {
  type ClaimedMeterEvent,
  claimMeterEvents,
  countUnsentMeterEvents,
  finishMeterEvent,
} from '@modelmint/db/system/claim-meter-events';
import { closeUsageHours, listUnsealedOrganizations, sealUsageHours } from '@modelmint/db/system/seal-usage-hours';
import type { BillingContext } from './billing-context.ts';
import { sendMeterEvent } from './send-meter-event.ts';

export interface FlushedUsage {
  /** Hourly totals put into the outbox. */
  sealed: number;
  accepted: number;
  /** To be tried again. */
  failed: number;
  rejected: number;
  /** Of the organization asked for, or of all: due, and not at the meter. */
  unsent: number;
}

/** Different customers at the same time; each customer's totals one after the other. */
const customersAtOnce = 4;
const roundsMax = 100;

/** Usage → hourly totals → outbox → Stripe's meters. What fails for one organization stops no other. */
export async function flushUsage(
  context: BillingContext,
  scope: { organizationId?: string } = {},
): Promise<FlushedUsage> {
  const { db } = context;
  const done: FlushedUsage = { sealed: await seal(context, scope), accepted: 0, failed: 0, rejected: 0, unsent: 0 };
  const tried = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const claimed = await claimMeterEvents(db, { ...scope, except: [...tried] });
    if (claimed.length === 0) break;
    for (const { identifier } of claimed) tried.add(identifier);
    await sendAll(context, claimed, done);
  }
  if (scope.organizationId === undefined) await closeUsageHours(db);
  done.unsent = await countUnsentMeterEvents(db, scope);
  return done;
}

async function seal({ db, log }: BillingContext, { organizationId }: { organizationId?: string }): Promise<number> {
  const organizations = organizationId === undefined ? await listUnsealedOrganizations(db) : [organizationId];
  let sealed = 0;
  for (const one of organizations) {
    try {
      sealed += await sealUsageHours(db, one);
    } catch (error) {
      if (organizationId !== undefined) throw error;
      log.error({ err: error, organizationId: one }, 'usage of an organization could not be added up');
    }
  }
  return sealed;
}

async function sendAll(context: BillingContext, claimed: ClaimedMeterEvent[], done: FlushedUsage): Promise<void> {
  const customers = [...new Set(claimed.map(({ customerId }) => customerId))];
  const queues = customers.map((customer) => claimed.filter(({ customerId }) => customerId === customer));
  const lane = async () => {
    for (let queue = queues.pop(); queue !== undefined; queue = queues.pop())
      for (const event of queue) await sendOne(context, event, done);
  };
  await Promise.all(Array.from({ length: customersAtOnce }, lane));
}

async function sendOne(context: BillingContext, event: ClaimedMeterEvent, done: FlushedUsage): Promise<void> {
  const end = await sendMeterEvent(context.stripe, event);
  const { identifier, organizationId } = event;
  if (end.state === 'ACCEPTED') done.accepted++;
  else if (end.state === 'REJECTED') {
    done.rejected++;
    context.log.error({ identifier, organizationId, reason: end.error }, 'a meter refused an hourly total for good');
  } else {
    done.failed++;
    context.log.warn({ identifier, organizationId, ...end }, 'an hourly total did not reach its meter');
  }
  await finishMeterEvent(context.db, event, end);
}
