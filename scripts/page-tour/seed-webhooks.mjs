import { waitFor } from '../demo/wait-for.mjs';

/**
 * A webhook whose server does not answer, before the inference jobs: they tell it. Their ends are notifications too. The
 * newest of its deliveries that was tried.
 */
export async function seedWebhook({ account }) {
  const { browser, organizationId } = account;
  const at = `/api/organizations/${organizationId}/webhooks`;
  const events = ['batch.completed', 'batch.failed', 'fine_tuning.job.succeeded'];
  // A name that nobody can have: RFC 6761.
  const body = { url: 'https://tickets.invalid/hooks/modelmint', description: 'Queue of the support desk', events };
  const { id: webhookId } = await browser.call(at, { method: 'POST', body });
  await browser.call(`${at}/${webhookId}/test`, { method: 'POST', body: {} });
  return {
    webhookId,
    deliveryId: await waitFor('a webhook that was tried', async () => {
      const { data } = await browser.call(`${at}/${webhookId}/deliveries`);
      return data.find(({ attempts }) => attempts > 0)?.id;
    }),
  };
}
