import { type StripeFake, startStripeFake } from '@modelmint/stripe-fake/start-stripe-fake';

export interface TestPayments {
  fake: StripeFake;
  /** The settings with which a product under test reaches it. */
  stripe: { secretKey: string; webhookSecret: string; apiBase: string };
}

/** The simulated Stripe on a port of its own. Close `fake` at the end. */
export async function startPayments(): Promise<TestPayments> {
  const fake = await startStripeFake();
  const { apiKey: secretKey, webhookSecret, url: apiBase } = fake;
  return { fake, stripe: { secretKey, webhookSecret, apiBase } };
}
