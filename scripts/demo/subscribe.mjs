import { waitFor } from './wait-for.mjs';

/** Checkout as a customer does it: the product's button, the payment page with a test card, the plan that follows. */
export async function subscribe({ platform, browser, organizationId }) {
  const billing = `/api/organizations/${organizationId}/billing`;
  const { url } = await browser.call(`${billing}/checkout`, {
    method: 'POST',
    body: { kind: 'subscription', planCode: 'pro' },
  });
  const session = new URL(url).pathname.split('/').at(-1);
  const paid = await fetch(`${platform.stripe.url}/_fake/sessions/${session}/pay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.stripe.key}`, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!paid.ok) throw new Error(`the payment page refused: ${await paid.text()}`);
  const plan = await waitFor('the plan Pro', async () => {
    const now = await browser.call(billing);
    return now.plan.code === 'pro' ? now.plan : undefined;
  });
  return { result: `plan ${plan.name} (simulated payment)` };
}
