import { expect, it } from 'vitest';
import { mixLabels } from './mix-labels.ts';

const rows = ['a', 'a', 'a', 'b', 'c', 'c'].map((label, at) => ({ label, at }));

it('takes labels in turn, each in its order', () => {
  expect(mixLabels(rows, 5).map(({ at }) => at)).toEqual([0, 3, 4, 1, 5]);
  expect(mixLabels(rows, 2).map(({ at }) => at)).toEqual([0, 3]);
});

it('keeps what there is', () => {
  expect(mixLabels([], 3)).toEqual([]);
  expect(mixLabels(rows, 99)).toHaveLength(6);
});
