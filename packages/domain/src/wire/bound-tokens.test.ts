import { expect, it } from 'vitest';
import { boundChat, boundIds, boundText } from './bound-tokens.ts';

it.each([
  ['bytes', 'hello', null, 13],
  ['bytes, not characters', '日本', null, 14],
  ['what NFC makes two of', '\u0958'.repeat(10), null, 68],
  ['what NFKC makes many of', '\uFDFA', null, 41],
  ['no less than is there', 'Ａ', null, 11],
  ['half of a character', '\ud800', null, 11],
  ['no more than the context', 'x'.repeat(300), 256, 256],
  ['no more than the context, whatever the form', '\uFDFA'.repeat(20), 256, 256],
])('counts %s', (_what, text, contextLength, tokens) => {
  expect(boundText(text, contextLength)).toBe(tokens);
});

it('counts ids', () => {
  expect([boundIds([1, 2], null), boundIds([1, 2], 4)]).toEqual([10, 4]);
});

it('counts what a template writes around each message, and by itself', () => {
  const user = { role: 'user', content: '\u0958' };
  expect(boundChat([user], null)).toBe(512 + 24 + 4 + 6);
  expect(boundChat([user, { ...user, name: 'Ann' }], null)).toBe(512 + 2 * (24 + 4 + 6) + 3 + 1);
  expect(boundChat([user], 100)).toBe(100);
});
