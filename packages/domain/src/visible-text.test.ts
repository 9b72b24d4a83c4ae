import { expect, it } from 'vitest';
import { isVisibleLine, isVisibleText } from './visible-text.ts';

it.each([
  '',
  'Ada Lovelace',
  'Größe & Söhne (2026)',
  '支持团队',
  'غريس هوبر',
  'नमस्ते',
  'Tiếng Việt',
  '葛\u{e0100}飾',
  '\u2764\ufe0f',
  '\u{1f469}\u200d\u{1f4bb}',
  '\u{1f469}\u{1f3fd}\u200d\u2764\ufe0f\u200d\u{1f468}\u{1f3fb}',
])('passes %j', (name) => expect(isVisibleLine(name)).toBe(true));

it.each([
  ['an end of line', 'Ada\nEve'],
  ['a NUL', 'a\0b'],
  ['an escape sign', 'a\u001b[31mb'],
  ['a right-to-left override', 'invoice\u202efdp.exe'],
  ['an isolate', 'a\u2067b'],
  ['a direction mark', 'a\u200eb'],
  ['a zero-width space', 'ad\u200bmin'],
  ['a zero-width no-break space', 'admin\ufeff'],
  ['a joiner between letters', 'ad\u200dmin'],
  ['a joiner at the end', '\u{1f469}\u200d'],
  ['a soft hyphen', 'ad\u00admin'],
  ['a word joiner', 'ad\u2060min'],
  ['a filler of Hangul', '\u3164'],
  ['a blank of Braille', '\u2800'],
  ['a tag', 'a\u{e0041}'],
  ['a line separator', 'a\u2028b'],
  ['half an emoji', 'a\ud83d'],
  ['a tower of marks', `a${'\u0301'.repeat(40)}`],
  ['a form sign alone', '\ufe0f'],
])('refuses %s', (_, name) => {
  expect(isVisibleLine(name)).toBe(false);
});

it('judges a text of several lines line by line, and a long one at once', () => {
  expect(isVisibleText('First.\r\n\n\tThen.')).toBe(true);
  expect(isVisibleText('First.\na\u202eb')).toBe(false);
  const since = performance.now();
  for (const sign of ['a', '\u0301', '\u{1f469}', '\ufe0f', '\u{1f3fb}']) isVisibleLine(sign.repeat(500_000));
  expect(performance.now() - since).toBeLessThan(5_000);
});
