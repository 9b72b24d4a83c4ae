import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WordCache } from './word-cache.ts';

it('gives what was kept for a word or nothing, also after it has been full', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '日'), minLength: 1, maxLength: 5 });
  const idsOf = (text: string) => Array.from(text, (char) => char.charCodeAt(0)).slice(0, (text.length % 3) + 1);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const cache = new WordCache(16);
      for (const text of words) {
        const units = Uint16Array.from(`-${text}-`, (char) => char.charCodeAt(0));
        const [start, end] = [1, units.length - 1];
        const out = [7];
        const ids = Int32Array.of(...idsOf(text), 99);
        if (!cache.append(units, start, end, out)) cache.add({ units, start, end, ids, count: ids.length - 1 });
        else expect(out).toEqual([7, ...idsOf(text)]);
      }
    }),
  );
});

it('finds a word again', () => {
  const cache = new WordCache();
  const units = Uint16Array.of(1, 2, 3);
  const out: number[] = [];
  expect(cache.append(units, 0, 3, out)).toBe(false);
  cache.add({ units, start: 0, end: 3, ids: Int32Array.of(5, 6, 7), count: 2 });
  expect(cache.append(units, 0, 2, out)).toBe(false);
  expect(cache.append(units, 0, 3, out)).toBe(true);
  expect(out).toEqual([5, 6]);
});
