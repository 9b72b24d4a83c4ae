import { expect, test } from 'vitest';
import { DatasetEdit, judgeEdit, relabelRow } from './dataset-edit.ts';
import type { DatasetReport } from './dataset-report.ts';

type Judged = Pick<DatasetReport, 'task' | 'table' | 'ratings'>;
const table = (kind: 'label' | 'value'): Judged => ({
  task: 'tabular',
  table: { target: { name: 'y', kind }, columns: [] },
});
const texts: Judged = { task: 'text-classification' };
const chats: Judged = { task: 'text-generation' };

test.each<[string, Judged, string, string | null]>([
  ['a label', texts, ' refund ', null],
  ['no label', texts, '  ', 'label_empty'],
  ['a long label', texts, 'x'.repeat(65), 'label_too_long'],
  ['a label with NUL', { task: 'image-classification' }, 'a\0', 'nul_character'],
  ['an answer', chats, 'Yes.', null],
  ['no answer', chats, '\n', 'field_empty'],
  ['half a character', chats, '\ud83d', 'lone_surrogate'],
  ['a label of a table', table('label'), 'stays', null],
  ['a word for nothing', table('label'), 'NA', 'target_missing'],
  ['a number', table('value'), '-1.5e3', null],
  ['no number', table('value'), 'many', 'cell_not_number'],
  ['a rating', { task: 'recommendation' }, '4.5', null],
  ['no rating', { task: 'recommendation' }, 'good', 'rating_not_number'],
])('%s is judged', (_name, report, label, code) => {
  expect(judgeEdit(report, { label, row: 3 })?.code ?? null).toBe(code);
});

test('removing is always possible', () => {
  expect(judgeEdit(texts, { label: null, row: 1 })).toBeNull();
});

test.each<[string, Judged, object, string, object]>([
  ['text', texts, { text: 'a', label: 'b' }, ' c ', { text: 'a', label: 'c' }],
  ['table', table('value'), { x: 1, y: '2' }, '3', { x: 1, y: 3 }],
  ['rating', { task: 'recommendation' }, { user: 'u', item: 'i', rating: 1 }, '5', { user: 'u', item: 'i', rating: 5 }],
  ['completion', chats, { prompt: 'p', completion: 'c' }, 'd', { prompt: 'p', completion: 'd' }],
  ['text alone', chats, { text: 'a' }, 'b', { text: 'b' }],
  [
    'chat',
    chats,
    {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: null, tool_calls: [{}] },
      ],
    },
    'A',
    {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'A' },
      ],
    },
  ],
])('a row of kind %s gets another label', (_name, report, row, label, relabelled) => {
  expect(relabelRow(report, { ...row }, label)).toEqual(relabelled);
});

test.each([{ row: 0 }, { row: 1.5 }, { split: 'test' }, { label: undefined }, { more: 1 }])('%o is refused', (part) => {
  expect(DatasetEdit.safeParse({ split: 'train', row: 1, label: 'a', ...part }).success).toBe(false);
});
