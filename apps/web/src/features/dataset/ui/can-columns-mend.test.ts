import { datasetProblem } from '@modelmint/domain/dataset-problem';
import { expect, test } from 'vitest';
import { canColumnsMend } from './can-columns-mend.ts';

const unclear = datasetProblem('target_unclear', 1, { columns: 'a, b' });
const broken = datasetProblem('invalid_json', 1, { reason: 'cut off' });

test('other columns are offered where they may mend the file', () => {
  expect(canColumnsMend({ problems: [broken, unclear] })).toBe(true);
  expect(canColumnsMend({ problems: [broken], columns: ['a', 'b'] })).toBe(false);
  // No row is at fault: all of them have the same label, say.
  expect(canColumnsMend({ problems: [], columns: ['a', 'b'] })).toBe(true);
  expect(canColumnsMend({ problems: [], columns: ['messages'] })).toBe(false);
  expect(canColumnsMend({ problems: [] })).toBe(false);
});
