import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { makeTestReader } from './make-test-reader.ts';

const reader = makeTestReader();
afterAll(() => reader.close());
const asked = { task: 'text-generation', validationFraction: 0 } as const;
const textsOf = () => reader.rows<{ text: string }>('train').map(({ text }) => text);

const sentence = 'Call me Ishmael. Some years ago I thought I would sail about a little.';
/** Two thirds of a row. */
const paragraph = Array(20).fill(sentence).join('\n');

test('running text is cut at blank lines into rows for a language model', async () => {
  const book = `\n\nCHAPTER 1\n\n${Array(6).fill(paragraph).join('\n\n')}\n`;
  const outcome = await reader.read(gzipSync(book.replaceAll('\n', '\r\n')), asked);
  expect(outcome).toMatchObject({
    verdict: 'ready',
    report: {
      ...{ task: 'text-generation', format: 'text', rowsTotal: 3, rowsBad: 0 },
      chat: { rows: { messages: 0, completion: 0, text: 3 } },
      examples: [{ line: 3 }, { line: 47 }, { line: 89 }],
    },
  });
  const two = `${paragraph}\n\n${paragraph}`;
  expect(textsOf()).toEqual([`CHAPTER 1\n\n${two}`, two, two]);
});

test('lines without a blank one between them, and endless ones, are cut too, at words and never in a character', async () => {
  await reader.read(Array(200).fill(sentence).join('\n'), asked);
  expect(textsOf().every((text) => text.length < 4_100)).toBe(true);
  expect(textsOf().join('\n')).toBe(Array(200).fill(sentence).join('\n'));
  const words = Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ');
  await reader.read(words, asked);
  expect(textsOf().length).toBeGreaterThan(3);
  expect(textsOf().join(' ')).toBe(words);
  await reader.read(`x${'😀'.repeat(9_000)}`, asked);
  expect(textsOf().join('')).toBe(`x${'😀'.repeat(9_000)}`);
  expect(textsOf().every((text) => !/\p{Surrogate}/u.test(text))).toBe(true);
});

test('a line that cannot be read costs itself, and is told', async () => {
  const bytes = Buffer.concat([Buffer.from(`${sentence}\n`), Buffer.from([0xff, 0x0a]), Buffer.from(`${paragraph}\n`)]);
  const outcome = await reader.read(bytes, { ...asked, encoding: 'utf-8' });
  expect(outcome.report).toMatchObject({ rowsValid: 2, rowsBad: 1, problems: [{ line: 2, code: 'invalid_encoding' }] });
  expect(textsOf()).toEqual([sentence, paragraph]);
});

test.each([
  ['nobody asked for text generation', `${paragraph}\n`, {}, 'columns_unclear'],
  ['it is a table whose columns say nothing', 'q,a\n1,2\n3,4\n', asked, 'prompt_columns_unclear'],
  ['a column was chosen', `${paragraph}\n`, { ...asked, textColumn: 'body' }, 'column_missing'],
  ['there is one row where one must be held out', sentence, { task: 'text-generation' }, 'too_few_rows'],
  ['it is empty', '\n \n', asked, 'file_empty'],
] as const)('is refused where %s', async (_why, bytes, spec, code) => {
  expect(await reader.read(bytes, spec)).toMatchObject({ verdict: 'invalid', reason: { code } });
});
