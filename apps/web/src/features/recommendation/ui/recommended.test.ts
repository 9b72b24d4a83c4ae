import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { basisWords, topKProblem } from './recommended.ts';

const t = english('recommendation');
const ask = { user: 'ada', topK: 10, includesSeen: false };

test.each([
  ['interactions', false, 'From what ada did in the data; what ada has is left out.'],
  ['interactions', true, 'From what ada did in the data; what ada has may be among them.'],
  ['popularity', true, 'Nothing is known of ada: these are what most users have, the same for every newcomer.'],
] as const)('a list by %s, seen items included: %s, says why', (basis, includesSeen, words) => {
  expect(basisWords(t, { basis }, { ...ask, includesSeen })).toBe(words);
});

test.each(['1', ' 10 ', '1000'])('%s items can be asked for', (text) => {
  expect(topKProblem(t, text)).toBeNull();
});

test.each(['', '0', '1001', '2.5', '-1', 'ten', '1e2'])('"%s" items cannot', (text) => {
  expect(topKProblem(t, text)).toBe('Write a whole number from 1 to 1,000.');
});
