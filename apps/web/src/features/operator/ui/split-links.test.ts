import { expect, it } from 'vitest';
import { splitLinks } from './split-links.ts';

it.each([
  { text: 'no link', parts: [{ text: 'no link' }] },
  { text: '', parts: [] },
  {
    text: 'Open http://localhost:3000/verify-email?token=a_b-c.\nOr not.',
    parts: [
      { text: 'Open ' },
      {
        text: 'http://localhost:3000/verify-email?token=a_b-c',
        href: 'http://localhost:3000/verify-email?token=a_b-c',
      },
      { text: '.\nOr not.' },
    ],
  },
  { text: 'javascript:alert(1) data:text/html,x', parts: [{ text: 'javascript:alert(1) data:text/html,x' }] },
  {
    text: '<b>https://example.com/</b>',
    parts: [{ text: '<b>' }, { text: 'https://example.com/', href: 'https://example.com/' }, { text: '</b>' }],
  },
  { text: 'http://[bad', parts: [{ text: 'http://[bad' }] },
])('splits $text', ({ text, parts }) => {
  expect(splitLinks(text)).toEqual(parts);
});
