import { expect, it } from 'vitest';
import { newWebhookSecret, signWebhook } from './sign-webhook.ts';

it('signs as standardwebhooks.com says', () => {
  const headers = signWebhook(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
    ...{ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1_614_265_330, body: '{"test": 2432232314}' },
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with both secrets after a rotation', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const signed = signWebhook(secrets, { id: 'evt_1', seconds: 1, body: '{}' })['webhook-signature'];
  expect(signed.split(' ')).toHaveLength(2);
});
