import { expect, test } from 'vitest';
import { DatasetProblem, datasetProblem, datasetProblems } from './dataset-problem.ts';

test('a problem says what, where and how to mend it', () => {
  const problem = datasetProblem('columns_differ', 7, { found: 3, expected: 2 });
  expect(problem.message).toBe('The row has 3 columns, the header has 2.');
  expect(problem.hint).toContain('quotes');
  expect(DatasetProblem.parse(problem)).toEqual(problem);
});

test('values are not filled in twice', () => {
  expect(datasetProblem('one_label', null, { label: '{label}' }).message).toContain('"{label}"');
});

test.each(Object.entries(datasetProblems))('%s has a sentence and a hint', (_code, { message, hint }) => {
  expect(message).toMatch(/[.}]$/);
  expect(hint.length).toBeGreaterThan(5);
});
