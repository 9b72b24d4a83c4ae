import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { AppError } from '@modelmint/domain/errors';
import { InferenceRow } from '@modelmint/domain/inference-ask';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { afterAll, expect, test } from 'vitest';
import { type CheckRequest, ChunkIndex } from './check-message.ts';
import { checkRows } from './check-rows.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const called: CalledModel = {
  ...{ id: 'mdl_1', storagePrefix: 'jobs/1/1/model', base: null, abilities: ['classify-texts'] },
  ...{ contextLength: null, hiddenSize: null },
};
const limits = {
  ...{ rowsMax: 2_000, bytesMax: 1_000_000, lineBytesMax: 1_000, memoryBytesMax: 2 ** 40, durationMsMax: 60_000 },
};
const [rowsPath, indexPath] = ['rows.jsonl', 'index.json'].map((name) => path.join(folder, name)) as [string, string];

function check(content: string | Buffer, more: Partial<CheckRequest> = {}) {
  const sourcePath = path.join(folder, 'source');
  writeFileSync(sourcePath, content);
  const request: CheckRequest = {
    ...{ kind: 'start', sourcePath, rowsPath, indexPath, mode: 'ROWS', route: '/v1/classifications', column: null },
    ...{ parameters: {}, seed: 1, model: 'm', called, limits },
    ...more,
  };
  const findModel = (name: string) =>
    name === 'm' ? Promise.resolve(called) : Promise.reject(new AppError('model_not_found', 'nobody'));
  return checkRows(request, { findModel, tick: async () => undefined });
}

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);
const readRows = () => lines(rowsPath).map((line) => InferenceRow.parse(JSON.parse(line)));
const readIndex = () => ChunkIndex.parse(JSON.parse(readFileSync(indexPath, 'utf8')));

test.each<[string, string | Buffer, string | null, unknown[]]>([
  ['objects', '{"text":"a b"}\r\n\n{"text":"c"}\n', null, [{ text: 'a b' }, { text: 'c' }]],
  ['texts', '"a b"\n"c"', null, ['a b', 'c']],
  [
    'a CSV',
    'id;text\n1;"a ""b"""\n2;"c\nd"\n',
    'text',
    [
      { id: '1', text: 'a "b"' },
      { id: '2', text: 'c\nd' },
    ],
  ],
  ['a CSV in UTF-16', Buffer.from('\ufefftext\tid\nä b\t1\n', 'utf16le'), 'text', [{ text: 'ä b', id: '1' }]],
  ['gzip', gzipSync('{"text":"a"}\n'), null, [{ text: 'a' }]],
])('reads %s', async (_what, content, column, values) => {
  expect(await check(content, { column })).toMatchObject({
    verdict: 'ready',
    rows: values.length,
    refused: 0,
    chunks: 1,
  });
  expect(readRows().map(({ value, error }) => [value, error])).toEqual(values.map((value) => [value, null]));
});

test.each<[string, string, string | null, (string | null)[]]>([
  [
    'lines',
    '{"text":"a"}\n{"text":\n{"text":"\ud800"}\n{"id":1}\n{"text":"  "}\n',
    null,
    [null, 'invalid_json_line', null, 'invalid_value', 'invalid_value'],
  ],
  ['a long line', `{"text":"a"}\n{"text":"${'x'.repeat(2_000)}"}\n`, null, [null, 'line_too_long']],
  ['records', 'text,id\na,1\n"b"x,2\n"never closed,3\n', 'text', [null, 'quote_misplaced', 'quote_not_closed']],
])('keeps the place of %s that cannot be asked, and why', async (_what, content, column, codes) => {
  expect(await check(content, { column })).toMatchObject({
    ...{ verdict: 'ready', rows: codes.length, refused: codes.filter((code) => code !== null).length },
  });
  expect(readRows().map(({ error }) => error?.code ?? null)).toEqual(codes);
});

test('a line without an end to its nesting is refused alone', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const content = `${'{"text":"a"}\n'.repeat(3)}${deep}\n{"text":"b","more":${deep}}\n`;
  const outcome = await check(content, { limits: { ...limits, lineBytesMax: 200_000 } });
  expect(outcome).toMatchObject({ verdict: 'ready', rows: 5, refused: 2, tokensMax: 3 });
  expect(readRows().map(({ value, error }) => [value, error === null])).toEqual([
    ...Array(3).fill([{ text: 'a' }, true]),
    ...Array(2).fill([null, false]),
  ]);
});

test('cuts rows into chunks by their number, and says where each lies', async () => {
  const content = Array.from({ length: 1_200 }, (_, i) => `{"text":"row ${i}"}\n`).join('');
  expect(await check(content)).toMatchObject({ rows: 1_200, chunks: 3, tokensMax: 2_400 });
  const bytes = readFileSync(rowsPath);
  const index = readIndex();
  expect(index.map(({ rows, tokensMax }) => [rows, tokensMax])).toEqual([
    [512, 1_024],
    [512, 1_024],
    [176, 352],
  ]);
  const second = index[1];
  const text = bytes.subarray(second?.offset, (second?.offset ?? 0) + (second?.bytes ?? 0)).toString();
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ row: 512, line: 513, value: { text: 'row 512' } });
  expect(index.reduce((sum, one) => sum + one.bytes, 0)).toBe(bytes.length);
});

test.each<[string, string | Buffer, Partial<CheckRequest>, RegExp]>([
  ['an empty file', '', {}, /no rows/],
  ['a column that is not there', 'a,b\n1,2\n', { column: 'text' }, /no column "text". Columns found: a, b/],
  ['only rows that cannot be asked', '{"a":1,"c":2}\n{"b":2,"c":3}\n', {}, /None of the rows/],
  [
    'a thousand columns and more',
    `${'a,'.repeat(1_000)}text\nx\n`,
    { limits: { ...limits, lineBytesMax: 9_999 } },
    /1,001 columns.*at most 1,000/,
  ],
  ['a name of a column that is a text', `${'x'.repeat(201)},b\n1,2\n`, {}, /more than 200 characters/],
  [
    'rows that take much more room than the file',
    `text,${'column '
      .repeat(40)
      .trim()
      .split(' ')
      .map((name, i) => name + i)
      .join(',')}\n${'x\n'.repeat(2_000)}`,
    { limits: { ...limits, bytesMax: 100_000 } },
    /names of their columns/,
  ],
  ['bytes that are no text', '\u0000\u0001\u0002\u0000'.repeat(50), {}, /not text.*JSON Lines or CSV/],
  ['a JSON array', '[{"text":"x"}]', {}, /one JSON array/],
  ['too many rows', '"x"\n'.repeat(2_001), {}, /more than 2,000 rows/],
  ['too much text', '"x"\n'.repeat(2_000), { limits: { ...limits, bytesMax: 5_000 } }, /more than 5000 bytes/],
  ['a damaged gzip', gzipSync('{"text":"a"}').subarray(0, 20), {}, /ends in the middle/],
])('refuses %s', async (_what, content, more, message) => {
  const outcome = await check(content, more);
  expect(outcome).toMatchObject({ verdict: 'refused', failure: { message: expect.stringMatching(message) } });
});

test('asks once who is called by a batch, and refuses it whole when nobody is', async () => {
  const line = (id: number, model: string) =>
    `${JSON.stringify({ custom_id: `${id}`, method: 'POST', url: '/v1/classifications', body: { model, input: 'x' } })}\n`;
  const batch = { mode: 'BATCH' as const, model: null, called: null };
  expect(await check(line(1, 'm') + line(2, 'm'), batch)).toMatchObject({ verdict: 'ready', rows: 2, tokensMax: 2 });
  await expect(check(line(1, 'other'), batch)).rejects.toMatchObject({ code: 'model_not_found' });
});

test('lines with many inputs fill a chunk sooner, and a batch embeds so many inputs only', async () => {
  const line = (id: number, input: string[]) =>
    `${JSON.stringify({ custom_id: `${id}`, method: 'POST', url: '/v1/embeddings', body: { model: 'm', input } })}\n`;
  const encoder: CalledModel = { ...called, abilities: ['embed'], contextLength: 8 };
  const batch = { mode: 'BATCH' as const, route: '/v1/embeddings' as const, model: 'm', called: encoder };
  const roomy = { ...limits, lineBytesMax: 1_000_000 };
  const many = Array.from({ length: 5 }, (_, i) => line(i, Array(100).fill('x'))).join('');
  expect(await check(many, { ...batch, limits: roomy })).toMatchObject({ rows: 5, chunks: 3 });
  const tooMany = Array.from({ length: 25 }, (_, i) => line(i, Array(2_048).fill('x'))).join('');
  expect(await check(tooMany, { ...batch, limits: { ...roomy, bytesMax: 10_000_000 } })).toMatchObject({
    ...{ verdict: 'refused', failure: { message: expect.stringMatching(/51,200 inputs.*at most 50,000/) } },
  });
});
