import { expect, test } from 'vitest';
import { normalizeEmail } from './email-address.ts';

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  ['  ada@example.com ', 'ada@example.com'],
  ['ａｄａ＠example.com', 'ada@example.com'],
  ['ada+tag@mail.example.co.uk', 'ada+tag@mail.example.co.uk'],
  ["o'hara@example.com", "o'hara@example.com"],
])('%j is kept as %s', (text, kept) => {
  expect(normalizeEmail(text)).toBe(kept);
});

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'ada@localhost',
  'ada@@example.com',
  'ada@example.com,eve@example.com',
  'ada@example.com eve@example.com',
  '"ada"@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada..b@example.com',
  '.ada@example.com',
  'ada@-example.com',
  'ada@example.com.',
  'аda@example.com', // Cyrillic a
  'adı@example.com', // dotless i
  '<ada@example.com>',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(64)}.com`,
  'ada@[127.0.0.1]',
])('%j is refused', (text) => {
  expect(normalizeEmail(text)).toBeNull();
});
