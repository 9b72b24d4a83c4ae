import { claimDeliveries, type DueDelivery, finishDelivery } from '@modelmint/db/system/webhook-deliveries';
import { openSealed } from '@modelmint/domain/seal-secret';
import { signWebhook } from '@modelmint/domain/sign-webhook';
import { orderEvent, webhookSecretPlace } from '@modelmint/domain/webhook-event';
import type { WorkerDeps } from '../deps.ts';
import { postWebhook, type WebhookAnswer } from '../post-webhook.ts';
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

async function deliver(deps: WorkerDeps, due: DueDelivery): Promise<void> {
  const answer = await send(deps, due);
  await finishDelivery(deps.db, due, answer);
  const { id: deliveryId, endpointId } = due;
  deps.log.info({ deliveryId, endpointId, status: answer.status, ms: answer.ms }, 'webhook: sent');
}

async function send({ env, log }: WorkerDeps, due: DueDelivery): Promise<WebhookAnswer> {
  const { endpointId, eventId: id, url } = due;
  const body = JSON.stringify(orderEvent(due.payload));
  let headers: Record<string, string>;
  try {
    const secrets = [due.sealedSecret, due.previousSealedSecret].flatMap((sealed) =>
      sealed === null ? [] : openSealed(env.secrets.authSecret, webhookSecretPlace(endpointId), sealed),
    );
    headers = signWebhook(secrets, { id, seconds: Math.floor(Date.now() / 1000), body });
  } catch (error) {
    // Told to its owner like any other failure: thrown, it would hold up what others wait for, again and again.
    log.error({ err: error, endpointId }, 'webhook: its secret does not open');
    return { status: null, ms: 0, text: null, error: 'Its secret does not open on this server. Rotate the secret.' };
  }
  return postWebhook(url, { body, headers, internal: env.internalWebhooks });
}
