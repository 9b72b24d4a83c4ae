import type { Handler } from './handler.ts';

/** Reads from Stripe what the stored webhook has rung for. */
export const applyWebhookJob: Handler<'webhook.apply'> = async ({ billing }, { payload }) => {
  await billing.applyWebhook(payload);
};
