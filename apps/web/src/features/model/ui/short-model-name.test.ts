import { expect, test } from 'vitest';
import { shortModelName } from './short-model-name.ts';

test.each([
  ['ft:text-classifier-lstm:acme:intents-v3:a1B2c3D4', 'intents-v3:a1B2c3D4'],
  ['ft:text-classifier-lstm:acme::a1B2c3D4', 'a1B2c3D4'],
  ['text-classifier-lstm', 'text-classifier-lstm'],
])('%s is shown as %s', (name, short) => {
  expect(shortModelName(name)).toBe(short);
});
