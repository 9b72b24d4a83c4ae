import { expect, it } from 'vitest';
import { checkRecipient } from './check-recipient.ts';

it.each([
  'a@example.com',
  'first.last+tag@mail.example.co.uk',
  "o'neil@example.com",
  'root@localhost',
  'x_1@1and1.com',
])('takes %s as it is', (address) => {
  expect(checkRecipient(address)).toBe(address);
});

it.each([
  ...['', 'a', '@', 'a@', '@example.com', 'a@@example.com', 'a@b@example.com', 'a@example..com', 'a@-example.com'],
  ...['a@example.com,b@example.com', 'a@example.com;b@example.com', 'a@example.com b@example.com', ' a@example.com'],
  ...['A <a@example.com>', '<a@example.com>', 'group:a@example.com;', '"a b"@example.com', '"a@b"@example.com'],
  ...['a@example.com\r\nBcc: b@example.com', 'a@example.com\n', 'a@example.com\0', 'a(b)@example.com', 'a@[127.0.0.1]'],
  ...['.a@example.com', 'a.@example.com', 'a..b@example.com', 'ａ@example.com', 'a＠example.com', 'a@exаmple.com'],
  ...[
    'a@example.com\u200b',
    'a\\@example.com',
    '@a,@b:c@example.com',
    `${'a'.repeat(65)}@example.com`,
    'a`b@example.com',
  ],
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(130)}com`,
])('refuses %j', (address) => {
  expect(() => checkRecipient(address)).toThrow(expect.objectContaining({ code: 'invalid_value', param: 'email' }));
});
