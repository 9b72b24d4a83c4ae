import { expect, test } from 'vitest';
import { splitAddresses } from './split-addresses.ts';

test.each([
  ['', []],
  ['a@x.org', ['a@x.org']],
  [' a@x.org, b@x.org;c@x.org\nd@x.org a@x.org ', ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org']],
  ['Ada Lovelace <ada@x.org>, "B, C" <b@x.org>', ['ada@x.org', '"B', 'b@x.org']],
  ['no address', ['no', 'address']],
])('%j', (text, expected) => {
  expect(splitAddresses(text)).toEqual(expected);
});
