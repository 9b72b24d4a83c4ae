import type { Handler } from './handler.ts';

/** Reports usage to Stripe's meters, and fetches what Stripe could not tell us. */
export const flushUsageJob: Handler<'usage.flush'> = async ({ billing, queue, log }) => {
  const flushed = await billing.flushUsage();
  if (flushed.sealed + flushed.accepted + flushed.failed + flushed.rejected > 0) log.info(flushed, 'usage: reported');
  const missed = await billing.catchUpWebhooks();
  for (const payload of missed) await queue.ring('webhook.apply', payload, { jobId: payload.externalId });
  if (missed.length > 0) log.warn({ count: missed.length }, 'usage: webhooks had not arrived');
};
