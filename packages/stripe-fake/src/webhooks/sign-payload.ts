import { createHmac } from 'node:crypto';

/** The `stripe-signature` header that `stripe.webhooks.constructEvent` accepts for this body. `time` in Unix seconds. */
export function signPayload(payload: string, secret: string, time: number): string {
  const signature = createHmac('sha256', secret).update(`${time}.${payload}`, 'utf8').digest('hex');
  return `t=${time},v1=${signature}`;
}
