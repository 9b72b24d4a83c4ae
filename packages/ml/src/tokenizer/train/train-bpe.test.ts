import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeTokenizer } from '../make-tokenizer.ts';
import { trainBpe } from './train-bpe.ts';

const texts = ['the cat sat on the mat', 'the hat of the cat', 'aaaa aaab 日本 日本', "that's that: 123123"];
// `BpeTrainer` of Python's tokenizers 0.23.3 with the same texts.
const reference = [
  'a t',
  't h',
  'a a',
  'th e',
  '1 2',
  'c at',
  '¥ æ',
  'æ Ĺ',
  'Ġ o',
  'Ġ the',
  'Ġ cat',
  'Ġ æĹ',
  'ľ ¬',
  'th at',
  '12 3',
  '¥æ ľ¬',
  'ĠæĹ ¥æľ¬',
];

const options = { vocabSize: 280, specialTokens: ['<|end|>', '<|pad|>'] };

it('learns the merges that the reference learns', () => {
  const { model } = trainBpe(texts, options);
  expect(model.merges.map((merge) => merge.join(' '))).toEqual(reference);
  expect(model.vocab).toMatchObject({ '<|end|>': 0, '<|pad|>': 1, '!': 2 });
});

it('is the same for texts in any order', () => {
  expect(trainBpe(texts.toReversed(), options)).toEqual(trainBpe(texts, options));
});

it('makes a tokenizer that gives every text back', () => {
  const tokenizer = makeTokenizer(trainBpe(texts, options));
  expect(tokenizer.encode('the cat<|end|>').length).toBeLessThan(5);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const whole = Buffer.from(text).toString();
      expect(tokenizer.decode(tokenizer.encode(whole))).toBe(whole);
    }),
  );
});

it('stops when no pair is left that is frequent enough', () => {
  expect(Object.keys(trainBpe(['ab ab'], { vocabSize: 1_000, specialTokens: [] }).model.vocab)).toHaveLength(257);
  expect(trainBpe([], { vocabSize: 1_000, specialTokens: [] }).model.merges).toEqual([]);
});

it.each([
  [{ vocabSize: 257, specialTokens: ['a1', 'b1'] }, 'at least 258'],
  [{ vocabSize: 300.5, specialTokens: [] }, 'whole number'],
  [{ vocabSize: 300, specialTokens: ['<s>', '<s>'] }, 'repeats'],
  [{ vocabSize: 300, specialTokens: ['a'] }, 'single character'],
])('refuses %j', (wrong, message) => {
  expect(() => trainBpe(texts, wrong)).toThrow(
    expect.objectContaining({ code: 'invalid_value', message: expect.stringContaining(message) }),
  );
});
