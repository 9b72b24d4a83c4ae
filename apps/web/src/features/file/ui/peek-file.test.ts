import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { peekFile, peekText } from './peek-file.ts';

const classes = ['text-classification'];
const either = ['text-generation', 'text-classification'];

test.each([
  ['text,label\nhi,a\n', 'csv', classes, ['text', 'label'], { textColumn: 'text', labelColumn: 'label' }],
  [
    'id;review;stars\n1;fine;5\n',
    'csv',
    classes,
    ['id', 'review', 'stars'],
    { textColumn: 'review', labelColumn: 'stars' },
  ],
  ['a,b\n1,2\n', 'csv', classes, ['a', 'b'], null],
  ['\n{"body":"x","tag":"y"}\n', 'jsonl', classes, ['body', 'tag'], { textColumn: 'body', labelColumn: 'tag' }],
  ['{"messages":[]}\n', 'jsonl', either, ['messages'], { textColumn: 'messages', labelColumn: 'messages' }],
  ['{"prompt":"1 + 1 =","completion":" 2"}\n', 'jsonl', either, ['prompt', 'completion'], expect.anything()],
  ['{"prompt":"no answer"}\n', 'jsonl', classes, ['prompt'], null],
  ['{"text":"Once upon a time"}\n', 'jsonl', ['text-generation'], ['text'], null],
])('%j is seen for what it is', (head, format, tasks, columns, guess) => {
  expect(peekText(head)).toEqual({ format, tasks, columns, guess });
});

test.each(['', 'prose without columns\nmore of it', '{"cut off": "in the mid'])('%j shows nothing', (head) => {
  expect(peekText(head)).toBeNull();
});

test('a packed file is looked into, also when only its beginning is read', async () => {
  const rows = Array.from({ length: 60_000 }, (_, row) => `ticket ${row * 7919} ${Math.sin(row)},${row % 3}`);
  const packed = gzipSync(`text,label\n${rows.join('\n')}`);
  expect(packed.length).toBeGreaterThan(256 * 1024);
  expect(await peekFile(new Blob([packed]))).toMatchObject({ columns: ['text', 'label'] });
});

test('an archive is for images', async () => {
  const archive = new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 20, 0])]);
  expect(await peekFile(archive)).toMatchObject({ format: 'zip', tasks: ['image-classification'] });
});

test('what is neither UTF-8 text nor an archive shows nothing', async () => {
  expect(await peekFile(new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])]))).toBeNull();
});
