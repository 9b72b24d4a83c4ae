import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { checkEndpointName } from './check-endpoint-name.ts';

it.each([
  { name: 'ticket-router', message: null },
  { name: 'a', message: null },
  { name: '', message: 'Give the endpoint a name, such as ticket-router.' },
  { name: 'reply drafts', message: 'Use a–z, 0–9, dots, dashes and underscores. Try reply-drafts.' },
  { name: '-Über-', message: 'Use a–z, 0–9, dots, dashes and underscores. Try ber.' },
  { name: '草稿', message: 'Use a–z, 0–9, dots, dashes and underscores.' },
  { name: 'text-classifier-lstm', message: 'This is the name of a base model. Choose another one.' },
  { name: 'a'.repeat(64), message: 'Use at most 63 characters.' },
])('says about "$name": $message', ({ name, message }) => {
  expect(checkEndpointName(english('endpoint'), name)).toBe(message);
});
