import { expect, test } from 'vitest';
import { cutMiddle } from './cut-middle.ts';

test.each([
  ['short', 10, 'short'],
  ['exactly10!', 10, 'exactly10!'],
  ['the question is at the end?', 10, 'the qu…nd?'],
  ['😀😀😀😀😀😀', 4, '😀😀…😀'],
])('%s within %i characters is %s', (text, max, shown) => {
  expect(cutMiddle(text, max)).toBe(shown);
});
