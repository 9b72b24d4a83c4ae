import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStopMatcher } from './stop-matcher.ts';

function run(pieces: readonly string[], stops: readonly string[]) {
  const matcher = openStopMatcher(stops);
  const shown = pieces.map((piece) => matcher.push(piece));
  return { shown, text: shown.join('') + matcher.end(), stop: matcher.stop };
}

it.each([
  { pieces: ['Hello', ' wor', 'ld'], stops: [], shown: ['Hello', ' wor', 'ld'], text: 'Hello world', stop: null },
  { pieces: ['a\n', '\nb'], stops: ['\n\n'], shown: ['a', ''], text: 'a', stop: '\n\n' },
  { pieces: ['a\n', 'b\n'], stops: ['\n\n'], shown: ['a', '\nb'], text: 'a\nb\n', stop: null },
  { pieces: ['x', 'ST', 'O', 'PS'], stops: ['STOP'], shown: ['x', '', '', ''], text: 'x', stop: 'STOP' },
  { pieces: ['SSTO', 'STOP'], stops: ['STOP'], shown: ['S', 'STO'], text: 'SSTO', stop: 'STOP' },
  { pieces: ['abcd'], stops: ['abcd', 'bc'], shown: ['a'], text: 'a', stop: 'bc' },
  { pieces: ['xabc'], stops: ['c', 'abc'], shown: ['x'], text: 'x', stop: 'abc' },
  { pieces: ['one two', 'later'], stops: [' two'], shown: ['one', ''], text: 'one', stop: ' two' },
  { pieces: ['STOP'], stops: ['STOP'], shown: [''], text: '', stop: 'STOP' },
  { pieces: ['日本', '語。次'], stops: ['。'], shown: ['日本', '語'], text: '日本語', stop: '。' },
])('cuts $pieces at $stops', ({ pieces, stops, ...expected }) => {
  expect(run(pieces, stops)).toEqual(expected);
});

it('gives the same text however the answer is cut, and shows nothing of a stop string', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀'), minLength: 1, maxLength: 4 });
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀', '\n'), maxLength: 5 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(pieces, fc.array(word, { maxLength: 4 }), (parts, stops) => {
      const whole = parts.join('');
      const cut = run(parts, stops);
      const { text, stop } = run([...whole], stops);
      expect({ text: cut.text, stop: cut.stop }).toEqual({ text, stop });
      for (const one of stops) expect(cut.text).not.toContain(one);
      if (stop === null) expect(cut.text).toBe(whole);
      else expect(whole.startsWith(text + stop)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
