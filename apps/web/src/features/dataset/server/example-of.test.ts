import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type Example, exampleOf } from './example-of.ts';
import { readLines } from './read-lines.ts';

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello.' };

test.each<[string, Parameters<typeof exampleOf>, Example]>([
  ['a text', [{ task: 'text-classification' }, { text: 'a', label: 'b' }], { text: 'a', label: 'b', isEditable: true }],
  [
    'an image',
    [{ task: 'image-classification' }, { label: 'cat', name: 'cat/1.png', image: 'data:image/png;base64,AA==' }],
    { text: 'cat/1.png', label: 'cat', image: 'data:image/png;base64,AA==', isEditable: true },
  ],
  [
    'a chat',
    [{ task: 'text-generation' }, { messages: [user, assistant] }],
    { text: 'Hi', label: 'Hello.', messages: [user, assistant], isEditable: true },
  ],
  [
    'a chat that calls a tool',
    [
      { task: 'text-generation' },
      { messages: [user, { role: 'assistant', content: null, tool_calls: [{ id: '1' }] }] },
    ],
    {
      text: 'Hi',
      label: '[{"id":"1"}]',
      messages: [user, { role: 'assistant', content: '[{"id":"1"}]' }],
      isEditable: false,
    },
  ],
  [
    'a completion',
    [{ task: 'text-generation' }, { prompt: 'p', completion: 'c' }],
    { text: 'p', label: 'c', isEditable: true },
  ],
  [
    'a row of a table',
    [{ task: 'tabular' }, { age: 34, city: ' Oslo', member: true, note: '', income: null }],
    {
      text: '',
      label: '',
      cells: { age: '34', city: ' Oslo', member: 'true', note: null, income: null },
      isEditable: false,
    },
  ],
  [
    'what a user did',
    [{ task: 'recommendation' }, { user: 'ana', item: 'book-17', rating: 4 }],
    { text: '', label: '4', cells: { user: 'ana', item: 'book-17', rating: '4' }, isEditable: true },
  ],
  ['text alone', [{ task: 'text-generation' }, { text: 't' }], { text: '', label: 't', isEditable: true }],
])('%s is shown', (_name, [report, line], example) => {
  expect(exampleOf(report, line)).toEqual(example);
});

test('a long text is cut between characters', () => {
  const { label, isEditable } = exampleOf({ task: 'text-generation' }, { text: '😀'.repeat(3_000) });
  expect(label).toBe(`${'😀'.repeat(2_000)}…`);
  // Saving it would cut it in the data.
  expect(isEditable).toBe(false);
});

test('lines end with a newline only', async () => {
  const chunks = ['a\u2028', 'b\r\n', '\ncd', 'e'].map((text) => Buffer.from(text));
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(chunks))) lines.push(line);
  expect(lines).toEqual(['a\u2028b\r', '', 'cde']);
});

test('a long cell is cut', () => {
  const { cells = {} } = exampleOf({ task: 'tabular' }, { note: 'é'.repeat(300) });
  expect(cells.note).toBe(`${'é'.repeat(200)}…`);
});
