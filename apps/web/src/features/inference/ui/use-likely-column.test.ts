import { expect, it } from 'vitest';
import { longestColumn, needsColumn } from './use-likely-column.ts';

it('takes the column with the longest texts for the input', () => {
  const samples = [
    { id: '1', when: '2026-11-28', review: 'It works as it should.' },
    { id: '2', when: '2026-11-28', review: '' },
  ];
  expect(longestColumn({ columns: ['id', 'when', 'review'], samples })).toBe('review');
  expect(longestColumn({ columns: ['id'], samples: [] })).toBe('');
});

it.each([
  ['csv', '/v1/classifications', '', true],
  ['csv', '/v1/classifications', 'review', false],
  ['csv', '/v1/predictions', '', false],
  ['jsonl', '/v1/classifications', '', false],
] as const)('rows of %s for %s with the column %j: must one be chosen? %s', (format, route, column, expected) => {
  const look = { format, columns: ['review'], samples: [], lines: null };
  expect(needsColumn({ column }, { look, route })).toBe(expected);
});
