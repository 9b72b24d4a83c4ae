import { datasetProblems } from '@modelmint/domain/dataset-problem';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { problemTitle } from './problem-title.ts';

const t = english('dataset');

test('every problem has a title', () => {
  for (const code of Object.keys(datasetProblems)) expect(problemTitle(code, t)).toMatch(/^[A-Za-z]/);
});

test('a problem of one row or image has a title of its own', () => {
  expect(problemTitle('answer_not_last', t)).toBe('Answer is not last');
  expect(problemTitle('image_damaged', t)).toBe('Damaged image');
});
