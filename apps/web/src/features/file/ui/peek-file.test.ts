import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { peekFile, peekText } from './peek-file.ts';

const all = ['text-classification', 'tabular', 'recommendation'];
const table = ['tabular', 'text-classification', 'recommendation'];
const pairs = ['recommendation', 'text-classification', 'tabular'];
const either = ['text-generation', 'text-classification'];

test.each([
  ['text,label\nhi,a\n', 'csv', all, ['text', 'label'], ['hi', 'a'], { textColumn: 'text', labelColumn: 'label' }],
  [
    'id;review;stars\n1;"fine\n day";5\n2;"no ""good""";5\n',
    'csv',
    all,
    ['id', 'review', 'stars'],
    ['1, 2', 'fine day, no "good"', '5'],
    { textColumn: 'review', labelColumn: 'stars' },
  ],
  ['a,b\n1,2\n', 'csv', all, ['a', 'b'], ['1', '2'], null],
  ['age,y\n1,\n2,\n3,\n4,\n', 'csv', table, ['age', 'y'], ['1, 2, 3', ''], null],
  ['user,item\nann,1\n', 'csv', pairs, ['user', 'item'], ['ann', '1'], null],
  [
    'prompt,completion\na,b\n',
    'csv',
    [...all, 'text-generation'],
    ['prompt', 'completion'],
    ['a', 'b'],
    { textColumn: 'prompt', labelColumn: 'completion' },
  ],
  [
    '\n{"body":"x","tag":"y"}\n{"tag":"y"}\n{"body"',
    'jsonl',
    all,
    ['body', 'tag'],
    ['x', 'y'],
    { textColumn: 'body', labelColumn: 'tag' },
  ],
  ['{"age":3,"outcome":true}\n', 'jsonl', table, ['age', 'outcome'], ['3', 'true'], null],
  // Objects have this name.
  ['{"constructor":"Fiat"}\n{}\n', 'jsonl', ['text-classification'], ['constructor'], ['Fiat'], null],
  ['{"messages":[]}\n', 'jsonl', either, ['messages'], ['[]'], { textColumn: 'messages', labelColumn: 'messages' }],
  ['{"prompt":"1","completion":"2"}\n', 'jsonl', either, ['prompt', 'completion'], ['1', '2'], expect.anything()],
  ['{"prompt":"no answer"}\n', 'jsonl', ['text-classification'], ['prompt'], ['no answer'], null],
  ['{"text":"Once"}\n', 'jsonl', ['text-generation'], ['text'], ['Once'], null],
  ['prose without columns\nmore of it', 'text', ['text-generation'], [], [], null],
  ['Some years ago, never mind how long,\nI thought\nI would sail', 'text', ['text-generation'], [], [], null],
  // A damaged table is one still.
  ['age,city\n1,Rome\n2\n3,Oslo,x\n4,Bern\n', 'csv', all, ['age', 'city'], expect.anything(), null],
])('%j is seen for what it is', (head, format, tasks, columns, samples, guess) => {
  expect(peekText(head)).toMatchObject({ format, tasks, columns, guess });
  expect(peekText(head)?.samples.map(({ values }) => values)).toEqual(samples);
});

test.each([
  ['text,label\nhi,a', 'text-classification'],
  ['age,y\n1,2', 'tabular'],
  ['a,b\n1,2', null],
  ['{"messages":[]}', 'text-generation'],
  ['{"text":"Once"}', 'text-generation'],
])('%j is most likely for %s', (head, likeliest) => {
  expect(peekText(head)?.likeliest).toBe(likeliest);
});

test('roles are told by the first rows as the server tells them', () => {
  const rows = Array.from({ length: 40 }, (_, row) => `c-${row},${row / 2},${row % 3},${row % 2 ? 'a' : 'b'}`);
  const peeked = peekText(`id,size,class,letter\n${rows.join('\n')}`);
  expect(peeked?.samples.map(({ role }) => role)).toEqual(['ignored', 'numeric', 'numeric', 'categorical']);
  expect(peeked?.samples.map(({ targetKind }) => targetKind)).toEqual(['label', 'value', 'label', 'label']);
  expect(peekText('a,y\n')?.samples[0]).toEqual({ values: '', role: null, targetKind: null });
});

test('a long cell is shown by its beginning', () => {
  expect(peekText(`text,label\n${'é'.repeat(100)},a`)?.samples[0]?.values).toBe(`${'é'.repeat(24)}…`);
});

test.each(['', '{"cut off": "in the mid'])('%j shows nothing', (head) => {
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
