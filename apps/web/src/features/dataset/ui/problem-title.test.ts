import { datasetProblems } from '@modelmint/domain/dataset-problem';
import { expect, test } from 'vitest';
import { problemTitle } from './problem-title.ts';

test('every problem has a title', () => {
  for (const code of Object.keys(datasetProblems)) expect(problemTitle(code)).toMatch(/^[A-Za-z]/);
});

test('a problem of one row or image has a title of its own', () => {
  expect(problemTitle('answer_not_last')).toBe('Answer is not last');
  expect(problemTitle('image_damaged')).toBe('Damaged image');
});
