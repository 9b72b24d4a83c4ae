import type { Handler } from './handler.ts';

/** Buys credit with the saved cards of those who want it, where it is low. */
export const topUpJob: Handler<'billing.top-up'> = async ({ billing, log }) => {
  const done = await billing.topUpDue();
  if (done.paid + done.failed + done.waiting > 0) log.info(done, 'credit: bought');
};
