import { expect, it } from 'vitest';
import { unknownId, Vocabulary, VocabularyCount } from './vocabulary.ts';

function learn(texts: string[], sizeMax = 100, countMin = 1): Vocabulary {
  const count = new VocabularyCount();
  for (const text of texts) count.add(text);
  return count.finish({ sizeMax, countMin });
}

it('keeps the most frequent words, ties in code point order whatever came first', () => {
  const texts = ['b b c', 'B a d!', 'a'];
  const expected = ['<padding>', '<unknown>', 'b', 'a', '!', 'c', 'd'];
  expect(learn(texts).words).toEqual(expected);
  expect(learn(texts.toReversed()).words).toEqual(expected);
  expect(learn(texts, 4).words).toEqual(expected.slice(0, 4));
  expect(learn(texts, 100, 2).words).toEqual(expected.slice(0, 4));
});

it('encodes known and unknown words up to a length, and never to nothing', () => {
  const vocabulary = learn(['a a b']);
  expect(vocabulary.encode('B a c a', 10)).toEqual([3, 2, unknownId, 2]);
  expect(vocabulary.encode('B a c a', 2)).toEqual([3, 2]);
  expect(vocabulary.encode(' \u200b ', 2)).toEqual([unknownId]);
  expect(vocabulary.encode('constructor __proto__', 9)).toContain(unknownId);
});

it('refuses a list that is none', () => {
  expect(() => new Vocabulary(['a', 'b'])).toThrow('starts with');
  expect(() => new Vocabulary(['<padding>', '<unknown>', 'a', 'a'])).toThrow('each word once');
});
