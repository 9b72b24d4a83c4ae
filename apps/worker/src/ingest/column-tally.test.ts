import { expect, test } from 'vitest';
import { ColumnTally } from './column-tally.ts';

test('a column that begins when other columns have used up what is remembered is still neither empty nor constant', () => {
  const budget = { left: 0 };
  const [numbers, texts, constant] = [new ColumnTally(budget), new ColumnTally(budget), new ColumnTally(budget)];
  for (const value of [1, 2, 3]) {
    numbers.add(value);
    texts.add(`text ${value}`);
    constant.add('same');
  }
  expect(numbers.finish()).toMatchObject({ distinct: 2, min: 1, max: 3 });
  expect(texts.finish()).toMatchObject({ distinct: 2 });
  expect(constant.finish()).toMatchObject({ distinct: 1 });
});
