import { expect, test } from 'vitest';
import { isWellFormedApiKey, lastFourOf, makeApiKey } from './api-key.ts';

test('a made key is well formed; one wrong letter anywhere is seen', () => {
  const key = makeApiKey();
  expect(key).toMatch(/^sk-mm-[0-9A-Za-z]{49}$/);
  expect(isWellFormedApiKey(key)).toBe(true);
  expect(lastFourOf(key)).toBe(key.slice(51));
  for (let at = 6; at < key.length; at += 1) {
    const letter = key[at] === 'x' ? 'y' : 'x';
    expect(isWellFormedApiKey(key.slice(0, at) + letter + key.slice(at + 1))).toBe(false);
  }
});

test.each(['', 'sk-mm-', 'sk-proj-abc', `sk-mm-${'a'.repeat(49)}`, "sk-mm-' OR 1=1 --"])('%j is refused', (text) => {
  expect(isWellFormedApiKey(text)).toBe(false);
});
