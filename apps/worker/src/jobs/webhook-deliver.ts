import { claimDeliveries, type DueDelivery, finishDelivery } from '@modelmint/db/system/webhook-deliveries';
import { openSealed } from '@modelmint/domain/seal-secret';
import { signWebhook } from '@modelmint/domain/sign-webhook';
import { orderEvent, webhookSecretPlace } from '@modelmint/domain/webhook-event';
import type { WorkerDeps } from '../deps.ts';
import { postWebhook } from '../post-webhook.ts';
import type { Handler } from './handler.ts';

const atOnce = 10;
/** Processes that send right now: a ring that comes meanwhile would only take the place of another job. */
const sending = new WeakSet<object>();

/** Sends what webhooks are to be told, until nothing is due. */
export const deliverWebhooksJob: Handler<'webhook.deliver'> = async (deps, { signal }) => {
  if (sending.has(deps.db)) return;
  sending.add(deps.db);
  try {
    for (let due = await claimDeliveries(deps.db); due.length > 0; due = await claimDeliveries(deps.db)) {
      signal.throwIfAborted();
      const waiting = [...due];
      const lane = async () => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await deliver(deps, one);
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
    }
  } finally {
    sending.delete(deps.db);
  }
};

async function deliver({ db, env, log }: WorkerDeps, due: DueDelivery): Promise<void> {
  const { id, endpointId, eventId, url } = due;
  const open = (sealed: string) => openSealed(env.secrets.authSecret, webhookSecretPlace(endpointId), sealed);
  const secrets = [due.sealedSecret, due.previousSealedSecret].flatMap((sealed) =>
    sealed === null ? [] : open(sealed),
  );
  const body = JSON.stringify(orderEvent(due.payload));
  const headers = signWebhook(secrets, { id: eventId, seconds: Math.floor(Date.now() / 1000), body });
  const answer = await postWebhook(url, { body, headers, internal: env.internalWebhooks });
  await finishDelivery(db, due, answer);
  log.info({ deliveryId: id, endpointId, status: answer.status, ms: answer.ms }, 'webhook: sent');
}
