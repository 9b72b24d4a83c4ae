import { expect, test } from 'vitest';
import { type ExampleFilter, openMatch } from './match-examples.ts';

const texts = { task: 'text-classification' } as const;
const chats = { task: 'text-generation' } as const;
const table: Parameters<typeof openMatch>[0] = {
  task: 'tabular',
  table: { target: { name: 'y', kind: 'label' }, columns: [] },
};
const chat = {
  messages: [
    { role: 'user', content: 'Where is "it"?' },
    { role: 'assistant', content: 'Übermorgen' },
  ],
};

test.each<[string, Parameters<typeof openMatch>[0], object, ExampleFilter, boolean]>([
  ['in another case', texts, { text: 'Late PARCEL', label: 'a' }, { q: 'parcel' }, true],
  ['in the label', texts, { text: 'x', label: 'delivery' }, { q: 'liver' }, true],
  ['names of fields', texts, { text: 'x', label: 'a' }, { q: 'label' }, false],
  ['quotes', chats, chat, { q: '"it"' }, true],
  ['beyond ASCII', chats, chat, { q: 'ÜBER' }, true],
  ['who speaks', chats, chat, { q: 'assistant' }, false],
  ['pixels', { task: 'image-classification' }, { label: 'a', name: 'a/1.png', image: 'data:abc' }, { q: 'abc' }, false],
  ['numbers', table, { x: 12.5, y: 'no' }, { q: '2.5' }, true],
  ['a label', texts, { text: 'a', label: 'b' }, { label: 'b' }, true],
  ['another label', texts, { text: 'b', label: 'bb' }, { label: 'b' }, false],
  ['a target', table, { x: 1, y: ' no ' }, { label: 'no' }, true],
  ['a label and a text', texts, { text: 'a', label: 'b' }, { label: 'b', q: 'c' }, false],
])('%s', (_name, report, row, filter, isFound) => {
  expect(openMatch(report, filter)(JSON.stringify(row)) !== null).toBe(isFound);
});
