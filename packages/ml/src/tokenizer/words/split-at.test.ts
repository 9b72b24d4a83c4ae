import { expect, it } from 'vitest';
import { splitAt } from './split-at.ts';

const text = 'the-final--countdown';
const dashes = [3, 9, 10].map((at) => [at, at + 1] as const);

// The table of `SplitDelimiterBehavior` in the documentation of tokenizers.
it.each([
  ['Removed', false, ['the', 'final', 'countdown']],
  ['Isolated', false, ['the', '-', 'final', '-', '-', 'countdown']],
  ['MergedWithPrevious', false, ['the-', 'final-', '-', 'countdown']],
  ['MergedWithNext', false, ['the', '-final', '-', '-countdown']],
  ['Contiguous', false, ['the', '-', 'final', '--', 'countdown']],
  ['Removed', true, ['-', '-', '-']],
] as const)('%s, inverted: %s', (behavior, invert, words) => {
  expect(splitAt(text, dashes, { behavior, invert })).toEqual(words);
});
