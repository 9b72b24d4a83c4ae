import { isPublicAddress } from '@modelmint/domain/public-address';
import { expect, test } from 'vitest';
import { checkTarget, lookupPublic } from './hub-address.ts';

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['8.8.8.8', true],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['2606:4700::1111', true],
  ['no address', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

const endpoint = new URL('http://127.0.0.1:8080/hub');
test.each([
  ['http://127.0.0.1:8080/cdn/1', null],
  ['https://cdn.example.com/1', null],
  ['http://cdn.example.com/1', /not https/],
  ['http://127.0.0.1:5432/', /not https/],
  ['https://127.0.0.1/', /127\.0\.0\.1 is not an address on the public internet/],
  ['https://[::1]/', /not an address on the public internet/],
  ['https://[::ffff:7f00:1]/', /not an address on the public internet/],
  ['https://2130706433/', /not an address on the public internet/],
  ['file:///etc/passwd', /not https/],
])('%s', (url, refusal) => {
  const check = () => checkTarget(new URL(url), endpoint);
  if (refusal === null) check();
  else expect(check).toThrow(refusal);
});

test('a name that means a private address is refused when it is resolved', async () => {
  const error = await new Promise((resolve) => {
    lookupPublic('localhost', {}, (found) => resolve(found));
  });
  expect(String(error)).toMatch(/localhost is not an address on the public internet/);
});
