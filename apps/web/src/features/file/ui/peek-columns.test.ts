import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { columnsOf, peekColumns } from './peek-columns.ts';

test.each([
  [
    'text,label\nhi,a\n',
    { format: 'csv', columns: ['text', 'label'], guess: { textColumn: 'text', labelColumn: 'label' } },
  ],
  [
    'id;review;stars\n1;fine;5\n',
    { format: 'csv', columns: ['id', 'review', 'stars'], guess: { textColumn: 'review', labelColumn: 'stars' } },
  ],
  ['a,b\n1,2\n', { format: 'csv', columns: ['a', 'b'], guess: null }],
  [
    '\n{"body":"x","tag":"y"}\n',
    { format: 'jsonl', columns: ['body', 'tag'], guess: { textColumn: 'body', labelColumn: 'tag' } },
  ],
  [
    '{"messages":[]}\n',
    { format: 'jsonl', columns: ['messages'], guess: { textColumn: 'messages', labelColumn: 'messages' } },
  ],
])('%j shows its columns', (head, wanted) => {
  expect(columnsOf(head)).toEqual(wanted);
});

test.each(['', 'prose without columns\nmore of it', '{"cut off": "in the mid'])('%j shows none', (head) => {
  expect(columnsOf(head)).toBeNull();
});

test('a packed file is looked into, also when only its beginning is read', async () => {
  const rows = Array.from({ length: 60_000 }, (_, row) => `ticket ${row * 7919} ${Math.sin(row)},${row % 3}`);
  const packed = gzipSync(`text,label\n${rows.join('\n')}`);
  expect(packed.length).toBeGreaterThan(256 * 1024);
  expect(await peekColumns(new Blob([packed]))).toMatchObject({ columns: ['text', 'label'] });
});

test('what is not UTF-8 text shows none', async () => {
  expect(await peekColumns(new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])]))).toBeNull();
});
