import { expect, it } from 'vitest';
import { makeDeviceCookie, readDeviceCookie } from './known-device.ts';

const secret = 's'.repeat(32);
const cookie = makeDeviceCookie(secret, 'ada@example.com');

it('knows the browser again for the same account', () => {
  expect(readDeviceCookie(secret, 'ada@example.com', cookie)).toMatch(/^[\w-]{22}$/);
});

it.each([
  ['another account', secret, 'eve@example.com', cookie],
  ['another secret', 't'.repeat(32), 'ada@example.com', cookie],
  ['another id', secret, 'ada@example.com', `x${cookie.slice(1)}`],
  ['no signature', secret, 'ada@example.com', cookie.split('.')[0] ?? ''],
  ['nothing', secret, 'ada@example.com', ''],
  ['no cookie', secret, 'ada@example.com', null],
])('refuses %s', (_, withSecret, email, value) => {
  expect(readDeviceCookie(withSecret, email, value)).toBeNull();
});
