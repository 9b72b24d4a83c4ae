import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { consequence } from './consequence.ts';

const t = english('inference');

const none = { rowsTotal: 10, rowsDone: 0, rowsFailed: 0, chargedMicros: 0n, heldMicros: 0n };

it.each([
  [none, 'No row is answered yet. You pay nothing. A cancelled job cannot be resumed.'],
  [
    { ...none, heldMicros: 7_760_000n },
    'No row is answered yet. You pay nothing, and the hold of $7.76 returns to your credit. A cancelled job cannot be resumed.',
  ],
  [
    { ...none, heldMicros: 7_760_000n, rowsDone: 4, rowsFailed: 1, chargedMicros: 1_000_000n },
    '5 rows will not be answered. You pay $1.00 for what is answered so far, 4 rows; about $6.76 of the hold returns to your credit. The results so far stay and can be downloaded. A cancelled job cannot be resumed.',
  ],
])('a cancel of %o says what it costs', (facts, words) => {
  expect(consequence(t, facts)).toBe(words);
});
