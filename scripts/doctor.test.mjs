import { expect, test } from 'vitest';
import { examine } from './doctor.mjs';

const stateOf = (env, name) => examine({ PATH: process.env.PATH, ...env }).find((check) => check.name === name);

test.each([
  [{}, 'payments', 'ok'],
  [{ STRIPE_SECRET_KEY: 'sk_live_x' }, 'payments', 'missing'],
  [{ STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }, 'payments', 'ok'],
  [{ S3_BUCKET: 'b' }, 'files', 'missing'],
  [{ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY: 's' }, 'files', 'ok'],
  [{ MODELMINT_URL: 'models.example.com' }, 'address', 'missing'],
  [{ MODELMINT_URL: 'https://models.example.com' }, 'address', 'ok'],
  [{ SMTP_URL: 'smtps://mail.example.com' }, 'mail', 'ok'],
  [{ MODELMINT_ENGINE: 'wasm' }, 'engine', 'ok'],
])('%j: %s is %s', (env, name, state) => {
  const check = stateOf(env, name);
  expect(check.state).toBe(state);
  if (state === 'missing') expect(check.mend).toMatch(/\w/);
});

test('what this machine lacks is said with a way to mend it', () => {
  for (const { state, mend, text } of examine()) {
    expect(text).not.toBe('');
    if (state !== 'ok') expect(mend).toMatch(/\w/);
  }
});
