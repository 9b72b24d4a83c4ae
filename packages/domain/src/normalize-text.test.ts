import { expect, test } from 'vitest';
import { seededRandom } from './dataset-split.ts';
import { type NormalForm, normalizeText } from './normalize-text.ts';

const forms: NormalForm[] = ['NFC', 'NFD', 'NFKC', 'NFKD'];
const every = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
const combining = every.filter((char) => /[\p{M}\uff9e\uff9f]/u.test(char));

test.each(forms)('makes of long runs of combining characters what the platform makes: %s', (form) => {
  const random = seededRandom(7);
  const pick = () => combining[Math.floor(random() * combining.length)] ?? '';
  for (let round = 0; round < 40; round++) {
    const run = Array.from({ length: 400 }, pick).join('');
    const movable = Array.from({ length: 400 }, () =>
      'abcde\u0301\u0323\u0345\u3099\u0344\uff9e'.at(random() * 11),
    ).join('');
    for (const text of [`e${run}x`, run, `か${movable}`, `e${'\u0323\u0301'.repeat(150)}${run}`])
      expect(normalizeText(text, form)).toBe(text.normalize(form));
  }
});

test('nothing else begins with a combining character once it is taken apart', () => {
  const marks = /^\p{M}/u;
  const others = every.filter((char) => !marks.test(char) && marks.test(char.normalize('NFKD')));
  // The vowels of Thai and Lao begin with one that keeps its place.
  expect(others).toEqual(['\u0e33', '\u0eb3', '\uff9e', '\uff9f']);
  for (const kept of ['\u0e4d', '\u0ecd']) expect(`\u0301${kept}`.normalize('NFD')).toBe(`\u0301${kept}`);
});

test.each(forms)('takes a million combining characters after one letter: %s', (form) => {
  const text = `e${'\u0301\u0323'.repeat(500_000)}`;
  expect(normalizeText(text, form).length).toBe(form.endsWith('D') ? 1_000_001 : 1_000_000);
});
