import { expect, it } from 'vitest';
import { linesOf, readEdits } from './price-edits.ts';

const prices = [
  { meter: 'training', baseModel: 'a', microsPerMillion: 500_000n },
  { meter: 'inference', baseModel: 'a', microsPerMillion: 1_000_000n },
  { meter: 'inference', baseModel: 'b', microsPerMillion: 2_000_000n },
];

it('finds what differs, in whatever way the same price is typed, and what is wrong', () => {
  const lines = linesOf(prices, ['c']);
  expect(lines.map(({ baseModel }) => baseModel)).toEqual(['a', 'b', 'c']);
  const { changes, problems } = readEdits(lines, {
    'training a': '0.50',
    'inference a': '1.25',
    'training b': '',
    'inference b': ' ',
    'training c': 'free',
    'inference c': '3',
  });
  expect(changes).toEqual([
    { meter: 'inference', baseModel: 'a', microsPerMillion: '1250000' },
    { meter: 'inference', baseModel: 'c', microsPerMillion: '3000000' },
  ]);
  expect(problems).toEqual({ 'inference b': 'prices.cannotRemove', 'training c': 'prices.problem' });
});
