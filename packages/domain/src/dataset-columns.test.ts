import { expect, test } from 'vitest';
import { chooseColumns, listColumns } from './dataset-columns.ts';
import { DatasetSpec, type DatasetSpecInput } from './dataset-spec.ts';

const place = { line: 1, code: 'columns_unclear' } as const;
const choose = (columns: string[], spec: DatasetSpecInput = {}) =>
  chooseColumns(columns, DatasetSpec.parse(spec), place);

test.each<{ columns: string[]; spec?: DatasetSpecInput; chosen: [string, string] }>([
  { columns: ['text', 'label'], chosen: ['text', 'label'] },
  { columns: ['id', ' Label ', 'TEXT'], chosen: ['TEXT', ' Label '] },
  { columns: ['review', 'sentiment'], chosen: ['review', 'sentiment'] },
  { columns: ['prompt', 'completion'], chosen: ['prompt', 'completion'] },
  { columns: ['text', 'review', 'label', 'category'], chosen: ['text', 'label'] },
  { columns: ['a', 'b', 'c'], spec: { textColumn: 'C', labelColumn: 'a' }, chosen: ['c', 'a'] },
  { columns: ['review', 'comment', 'sentiment'], spec: { textColumn: 'comment' }, chosen: ['comment', 'sentiment'] },
  { columns: ['text', 'review', 'topic'], spec: { labelColumn: 'text' }, chosen: ['review', 'text'] },
])('$columns with $spec → $chosen', ({ columns, spec, chosen: [textColumn, labelColumn] }) => {
  expect(choose(columns, spec)).toEqual({ textColumn, labelColumn });
});

test.each<{ columns: string[]; spec?: DatasetSpecInput; code: string }>([
  { columns: ['great film', 'positive'], code: 'columns_unclear' },
  { columns: ['review', 'comment', 'sentiment'], code: 'columns_unclear' },
  { columns: ['text'], code: 'columns_unclear' },
  { columns: ['text', 'label'], spec: { textColumn: 'body' }, code: 'column_missing' },
  { columns: ['text', 'label'], spec: { textColumn: 'text', labelColumn: 'text' }, code: 'columns_unclear' },
])('$columns with $spec is refused as $code and names the columns', ({ columns, spec, code }) => {
  expect(choose(columns, spec)).toMatchObject({ code, line: 1, message: expect.stringContaining(columns.join(', ')) });
});

test('a list of columns for a message stays short', () => {
  expect(listColumns(Array.from({ length: 1_000 }, () => 'x'.repeat(1_000))).length).toBeLessThan(1_000);
});
