import { webhookBytesMax } from '@modelmint/billing/receive-webhook';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { readBody } from '../http/read-body.ts';

/** Below `/webhooks/stripe`: verify, store, acknowledge. A worker applies it; a lost ring is found by the sweep. */
export function stripeWebhookRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const raw = await readBody(c, { bytesMax: webhookBytesMax });
    const received = await deps.billing.receiveWebhook({ raw, signature: c.req.header('stripe-signature') });
    const { source, externalId, type, isNew } = received;
    try {
      await deps.queue.ring('webhook.apply', { source, externalId }, { jobId: externalId });
    } catch (error) {
      // It is stored, so Stripe need not send it again.
      deps.log.warn({ err: error, externalId }, 'webhook: stored, but not rung');
    }
    deps.log.info({ externalId, type, isNew }, 'webhook: received');
    return answerJson(c, { received: true });
  });
  return app;
}
