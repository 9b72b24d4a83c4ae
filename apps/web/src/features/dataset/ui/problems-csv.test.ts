import { datasetProblem } from '@modelmint/domain/dataset-problem';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { problemsCsv } from './problems-csv.ts';

const texts = { t: english('dataset'), translate: (text: string) => text };

test('problems become lines, with quotes doubled', () => {
  const csv = problemsCsv([datasetProblem('text_empty', 9, {}), datasetProblem('file_empty', null, {})], texts);
  expect(csv.split('\r\n')).toEqual([
    'line,code,problem,how to mend it',
    '9,text_empty,The text is empty.,Remove the row or fill in its text.',
    ',file_empty,The file has no data.,"Upload a file with one example on each line, such as {""text"": ""…"", ""label"": ""…""}."',
    '',
  ]);
});

test('no cell is a formula', () => {
  const [, row] = problemsCsv([{ line: 1, code: 'text_empty', message: '=1+1', hint: '@x', details: {} }], texts).split(
    '\r\n',
  );
  expect(row).toBe(`1,text_empty,"'=1+1","'@x"`);
});
