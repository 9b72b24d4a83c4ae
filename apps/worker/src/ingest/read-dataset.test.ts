import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { datasetLimits } from '@modelmint/domain/dataset-limits';
import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetRow } from '@modelmint/domain/dataset-row';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import type { IngestOutcome } from './ingest-message.ts';
import { readDataset } from './read-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-dataset-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Buffer | string, spec: DatasetSpecInput = {}): Promise<IngestOutcome> {
  const sourcePath = join(folder, 'source');
  writeFileSync(sourcePath, bytes);
  const request = { sourcePath, fileName: 'source', outputFolder: folder, limits: datasetLimits };
  const outcome = await readDataset({ ...request, spec: DatasetSpec.parse(spec) }, async () => undefined);
  expect(DatasetReport.parse(outcome.report)).toEqual(outcome.report);
  expect(readdirSync(folder)).not.toContain('rows.spool');
  return outcome;
}

function written(name: 'train' | 'validation'): DatasetRow[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as DatasetRow);
}

const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const good = Array.from({ length: 10 }, (_, i) => ({ text: `example ${i}`, label: i % 2 === 0 ? 'even' : 'odd' }));
const goodLines = jsonl(good);
const goodCsv = `text,label\n${good.map(({ text, label }) => `${text},${label}\n`).join('')}`;
const withLine = (line: string | Buffer): Buffer => Buffer.concat([Buffer.from(goodLines), Buffer.from(line)]);

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
const gzipped = gzipSync(Buffer.from(goodLines.repeat(200)), { level: 0 });
const flipped = Buffer.from(gzipped);
flipped.writeUInt32LE(0xdeadbeef, flipped.length - 8);

test.each<[string, Buffer | string, DatasetProblemCode, DatasetSpecInput?]>([
  ['an empty file', '', 'file_empty'],
  ['blank lines', '\n \r\n\n', 'file_empty'],
  ['a byte order mark alone', '\ufeff', 'file_empty'],
  ['an empty gzip file', gzipSync(''), 'file_empty'],
  ['a CSV header alone', 'text,label\n', 'header_only'],
  ['a PNG image', png, 'file_binary'],
  ['a PNG image in gzip', gzipSync(png), 'file_binary'],
  ['the first bytes of a ZIP archive', Buffer.from('504b0304140000000800', 'hex'), 'zip_damaged'],
  ['a ZIP archive in gzip', gzipSync(Buffer.from('504b0304140000000800', 'hex')), 'file_binary'],
  ['a PDF document', '%PDF-1.7\n1 0 obj', 'file_binary'],
  ['a tar archive', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\0')]), 'file_binary'],
  ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * i * 31 + (i >> 3)) & 255)), 'file_binary'],
  ['zeros', Buffer.alloc(100_000), 'file_binary'],
  ['gzip in gzip', gzipSync(gzipSync(goodLines)), 'file_nested_gzip'],
  ['a truncated gzip file', gzipped.subarray(0, gzipped.length >> 1), 'gzip_truncated'],
  ['a gzip file of its two magic bytes', gzipped.subarray(0, 2), 'gzip_truncated'],
  ['a gzip file with a wrong checksum', flipped, 'gzip_corrupt'],
  ['a gzip header with another method', Buffer.from([0x1f, 0x8b, 9, 0, 0, 0]), 'gzip_corrupt'],
  ['an unknown encoding asked for', goodLines, 'encoding_unknown', { encoding: 'klingon' }],
  ['a JSON array', JSON.stringify(good), 'json_array'],
  ['a JSON array over lines', JSON.stringify(good, null, 2), 'json_array'],
  ['one object over lines', JSON.stringify(good[0], null, 2), 'json_spread_over_lines'],
  ['prose', 'Call me Ishmael.\nSome years ago.\n', 'columns_unclear'],
  ['CSV without a header', 'great film,positive\nbad film,negative\n', 'columns_unclear'],
  ['a column that is not there', goodCsv, 'column_missing', { textColumn: 'body' }],
  ['a million columns', `text,label${',x'.repeat(300_000)}\n`, 'too_many_columns'],
  ['no valid row', '{"text":"a"}\n{"text":"b"}\n', 'no_valid_rows'],
  ['mostly bad rows', `${goodLines}${'{"text":"","label":"even"}\n'.repeat(11)}`, 'too_many_bad_rows'],
  ['one class', goodLines.replaceAll('odd', 'even'), 'one_label'],
  ['one example of a class', withLine('{"text":"x","label":"rare"}\n'), 'too_few_per_label'],
  ['one text of a class, repeated', withLine('{"text":"x","label":"rare"}\n'.repeat(3)), 'too_few_per_label'],
  [
    '101 classes',
    jsonl(Array.from({ length: 202 }, (_, i) => ({ text: `t${i}`, label: `l${i >> 1}` }))),
    'too_many_labels',
  ],
])('%s is refused', async (_name, bytes, code, spec) => {
  const outcome = await read(bytes, spec);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code } });
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
});

test.each<[string, string | Buffer, DatasetProblemCode]>([
  ['text that is no JSON', 'oops\n', 'invalid_json'],
  ['a cut line', '{"text":"a","la', 'invalid_json'],
  ['a JSON list', '["a","b"]\n', 'not_an_object'],
  ['deep nesting', `{"text":${'['.repeat(200_000)}${']'.repeat(200_000)},"label":"a"}\n`, 'text_not_string'],
  ['a number without bounds', '{"text":"a","label":1e400}\n', 'label_not_scalar'],
  ['invalid UTF-8', Buffer.from('{"text":"\xff\xfe caf\xe9","label":"odd"}\n', 'latin1'), 'invalid_encoding'],
  ['a raw NUL', '{"text":"a\0b","label":"odd"}\n', 'nul_character'],
  ['an escaped NUL', '{"text":"a\\u0000b","label":"odd"}\n', 'nul_character'],
  ['half an emoji', '{"text":"\\ud83d","label":"odd"}\n', 'lone_surrogate'],
  ['an empty text', '{"text":" ","label":"odd"}\n', 'text_empty'],
  ['an empty label', '{"text":"a","label":""}\n', 'label_empty'],
  ['a long label', `{"text":"a","label":"${'x'.repeat(65)}"}\n`, 'label_too_long'],
  ['a long text', `{"text":"${'x'.repeat(50_001)}","label":"odd"}\n`, 'text_too_long'],
  ['a line over 1 MB', `{"text":"${'x'.repeat(1024 * 1024)}","label":"odd"}\n`, 'line_too_long'],
  ['a field from the prototype', '{"__proto__":{"text":"a"},"label":"odd"}\n', 'text_missing'],
  [
    'a chat of two turns',
    jsonl([{ messages: ['user', 'assistant', 'user', 'assistant'].map((role) => ({ role, content: 'x' })) }]),
    'chat_many_turns',
  ],
])('%s costs its line only', async (_name, line, code) => {
  const outcome = await read(withLine(line));
  expect(outcome.verdict).toBe('ready');
  expect(outcome.report).toMatchObject({ rowsValid: 10, rowsBad: 1, problemCounts: { [code]: 1 } });
  expect(outcome.report.problems).toMatchObject([{ line: 11, code }]);
});

test.each<[string, string, DatasetProblemCode]>([
  ['a row too wide', 'a,b,c\n', 'columns_differ'],
  ['a row too narrow', 'a\n', 'columns_differ'],
  ['text after a closing quote', '"a"b,even\n', 'quote_misplaced'],
  ['an empty label', 'hello,\n', 'label_empty'],
  ['a NUL', 'a\0b,even\n', 'nul_character'],
])('in CSV, %s costs its line only', async (_name, line, code) => {
  const outcome = await read(`${goodCsv}${line}last row,odd\n`);
  expect(outcome.report).toMatchObject({ rowsValid: 11, rowsBad: 1, problems: [{ line: 12, code }] });
});

test('a quote that is never closed costs one row, not the rest of the file', async () => {
  const outcome = await read(`text,label\n"never closed,even\n${goodCsv.slice('text,label\n'.length)}`);
  expect(outcome.report).toMatchObject({
    rowsValid: 10,
    rowsBad: 1,
    problems: [{ line: 2, code: 'quote_not_closed' }],
  });
});

test('unclosed quotes in every line are read in linear time', async () => {
  const outcome = await read(`text,label\n${'"a"",even\n'.repeat(300_000)}`);
  expect(outcome).toMatchObject({ verdict: 'invalid', report: { rowsValid: 0 } });
  expect(outcome.report.rowsBad).toBeGreaterThan(0);
});

const accented = jsonl(good.map(({ text, label }) => ({ text: `${text} – „déjà vu“, naïve café`, label })));
const chinese = jsonl(
  good.map(({ text, label }) => ({ text: `${text} 我的订单还没有收到，请帮我查一下物流信息，谢谢`, label })),
);

test.each<[string, Buffer, string, string]>([
  ['UTF-8 with a mark', Buffer.from(`\ufeff${accented}`), 'utf-8', 'café'],
  ['UTF-16 LE with a mark', iconv.encode(accented, 'utf-16le', { addBOM: true }), 'utf-16le', 'café'],
  ['UTF-16 BE with a mark', iconv.encode(accented, 'utf-16be', { addBOM: true }), 'utf-16be', 'café'],
  ['UTF-16 LE without a mark', iconv.encode(accented, 'utf-16le'), 'utf-16le', 'café'],
  ['Windows-1252', iconv.encode(accented, 'windows-1252'), 'windows-1252', 'café'],
  ['GB18030', iconv.encode(chinese, 'gb18030'), 'gb18030', '订单'],
  ['UTF-8 in gzip', gzipSync(chinese), 'utf-8', '订单'],
])('%s is recognised', async (_name, bytes, encoding, word) => {
  const outcome = await read(bytes);
  expect(outcome).toMatchObject({ verdict: 'ready', report: { encoding, rowsValid: 10, rowsBad: 0 } });
  for (const row of [...written('train'), ...written('validation')]) expect(row.text).toContain(word);
});

const swapped = good.map(({ text, label }) => `${label};"${text}; really";1\r\n`).join('');
const chat = good.map(({ text, label }) => ({
  messages: [
    { role: 'system', content: 'Answer even or odd.' },
    { role: 'user', content: text },
    { role: 'assistant', content: label },
  ],
}));

test.each<[string, string, Partial<DatasetReport>, DatasetSpecInput?]>([
  ['JSON Lines with CRLF', goodLines.replaceAll('\n', '\r\n'), { format: 'jsonl' }],
  ['JSON Lines whose lines end with CR', goodLines.replaceAll('\n', '\r'), { format: 'jsonl' }],
  ['JSON Lines without a last line end', goodLines.trimEnd(), { format: 'jsonl' }],
  ['the chat format', jsonl(chat), { format: 'jsonl', textColumn: 'messages' }, { task: 'text-classification' }],
  [
    'prompts and completions',
    jsonl(good.map((row) => ({ prompt: row.text, completion: row.label }))),
    { textColumn: 'prompt' },
    { task: 'text-classification' },
  ],
  [
    'prompts and completions that were chosen',
    jsonl(good.map((row) => ({ prompt: row.text, completion: row.label }))),
    { textColumn: 'prompt', labelColumn: 'completion' },
    { textColumn: 'prompt', labelColumn: 'completion' },
  ],
  ['CSV', goodCsv, { format: 'csv', delimiter: ',' }],
  [
    'CSV with semicolons and other columns',
    `Sentiment;Review;Score\r\n${swapped}`,
    { format: 'csv', delimiter: ';', textColumn: 'Review', labelColumn: 'Sentiment' },
  ],
  ['CSV with a line for Excel', `sep=|\n${goodCsv.replaceAll(',', '|')}`, { format: 'csv', delimiter: '|' }],
  ['CSV with trailing delimiters', goodCsv.replaceAll('\n', ',\n').replace('label,', 'label'), { format: 'csv' }],
])('%s is read', async (_name, text, facts, spec) => {
  const outcome = await read(text, spec);
  const counts = { task: 'text-classification', rowsTotal: 10, rowsValid: 10 };
  expect(outcome).toMatchObject({ verdict: 'ready', report: { ...facts, ...counts } });
  expect(outcome.report.labels).toMatchObject([
    { label: 'even', rows: 5, train: 4, validation: 1, firstLine: expect.any(Number) },
    { label: 'odd', rows: 5, train: 4, validation: 1 },
  ]);
});

test('numbers and truth values become label names', async () => {
  const rows = good.map(({ text }, i) => ({ text, label: i % 2 === 0 ? i < 4 : 1 }));
  const { report } = await read(jsonl([...rows, { text: 'more', label: true }, { text: 'again', label: false }]));
  expect(report.labels.map(({ label }) => label).toSorted()).toEqual(['1', 'false', 'true']);
});

test('all rows with one text are on one side, and what that moved is counted', async () => {
  const rows = Array.from({ length: 600 }, (_, i) => ({
    text: `text ${i % 200}`,
    label: i % 50 === 0 ? 'b' : i % 2 === 0 ? 'a' : 'b',
  }));
  const { report } = await read(jsonl(rows), { validationFraction: 0.2, seed: 3 });
  const train = new Set(written('train').map(({ text }) => text));
  const validation = written('validation').map(({ text }) => text);
  expect(validation.length).toBeGreaterThan(100);
  expect(validation.filter((text) => train.has(text))).toEqual([]);
  expect(report.duplicatesExact + report.duplicatesConflicting).toBe(400);
  expect(report.duplicatesAcrossSplits).toBeGreaterThan(50);
  expect(report.split).toEqual({
    train: written('train').length,
    validation: validation.length,
    seed: 3,
    fraction: 0.2,
  });
});

test('a text with two labels is counted as conflicting', async () => {
  const { report } = await read(withLine('{"text":"example 0","label":"odd"}\n{"text":"example 0","label":"even"}\n'));
  expect(report).toMatchObject({ duplicatesConflicting: 1, duplicatesExact: 1 });
});

test('tokens, lengths, examples and problems are summed up', async () => {
  const bad = '{"text":"","label":"a"}\n'.repeat(150);
  const { report } = await read(`${bad}${goodLines.repeat(20)}oops\n`);
  expect(report.tokensTotal).toBe(400);
  expect(report.tokensTrain).toBe(2 * report.split.train);
  expect(report.lengthHistogram[0]).toEqual({ from: 0, to: 8, rows: 200 });
  expect(report.examples).toHaveLength(6);
  expect(report.examples[0]).toEqual({ label: 'even', line: 151, text: 'example 0' });
  expect(report.problemCounts).toEqual({ text_empty: 150, invalid_json: 1 });
  expect(report.problems).toHaveLength(101);
});

test('the same seed gives the same bytes, another seed other ones', async () => {
  const rows = jsonl(Array.from({ length: 200 }, (_, i) => ({ text: `t ${i}`, label: i % 2 })));
  const split = async (seed: number): Promise<string> => {
    await read(rows, { seed });
    return readFileSync(join(folder, 'validation.jsonl'), 'utf8');
  };
  const first = await split(1);
  expect(await split(1)).toBe(first);
  expect(await split(2)).not.toBe(first);
});

const hardText = fc
  .string({ unit: fc.constantFrom('a', 'é', '订', '😀', ' ', '"', ',', ';', '\n', '\t', '\\', '{', '|', "'") })
  .filter((text) => text.trim() !== '');
const hardRows = fc.uniqueArray(hardText, { minLength: 4, maxLength: 12 });

test.each<[string, (rows: DatasetRow[]) => string]>([
  ['JSON Lines', jsonl],
  [
    'CSV',
    (rows) => `text,label\n${rows.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${label}\n`).join('')}`,
  ],
])('every text survives %s', async (_name, write) => {
  await fc.assert(
    fc.asyncProperty(hardRows, async (texts) => {
      const rows = texts.map((text, i) => ({ text, label: i % 2 === 0 ? 'x' : 'y' }));
      const outcome = await read(write(rows));
      expect(outcome.verdict).toBe('ready');
      const order = (row: DatasetRow): string => JSON.stringify(row);
      const back = [...written('train'), ...written('validation')].map(order).toSorted();
      expect(back).toEqual(rows.map(order).toSorted());
    }),
    { seed: 20261124, numRuns: 100 },
  );
});
