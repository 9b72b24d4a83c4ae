import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkDataFile } from './check-data-file.mjs';
import { takeRows } from './take-rows.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-rows-'));
const file = (name, bytes) => {
  const target = path.join(folder, name);
  writeFileSync(target, bytes);
  return target;
};

test.each([
  ['a.jsonl', '{"a":1}\n{"a":2}\n{"a":3}\n', '{"a":1}\n{"a":2}\n'],
  ['blank.jsonl', '{"a":1}\n\n{"a":2}\r\n{"a":3}', '{"a":1}\n{"a":2}\n'],
  ['a.jsonl.gz', gzipSync('{"a":1}\n{"a":2}\n{"a":3}\n'), '{"a":1}\n{"a":2}\n'],
  [
    'a.csv',
    'text;label\n"one\nline";x\n"say ""hi""";y\nthree;z\n',
    '"text","label"\n"one\nline","x"\n"say ""hi""","y"\n',
  ],
  ['few.jsonl', '{"a":1}\n', '{"a":1}\n'],
])('the first 2 rows of %s', async (name, bytes, expected) => {
  const taken = await takeRows({ file: file(name, bytes), limit: 2, folder });
  expect(readFileSync(taken, 'utf8')).toBe(expected);
});

test('without a limit the file itself is taken', async () => {
  const source = file('whole.csv', 'a,b\n1,2\n');
  expect(await takeRows({ file: source, limit: undefined, folder })).toBe(source);
});

test.each([
  ['none.jsonl', null, 'there is no file'],
  ['empty.jsonl', '', 'is empty'],
  ['data.parquet', 'PAR1', 'should be .jsonl or .csv'],
])('%s is refused before anything starts', (name, bytes, reason) => {
  const target = bytes === null ? path.join(folder, name) : file(name, bytes);
  expect(() => checkDataFile(target)).toThrow(reason);
});

test('the sample that ships has enough rows of each class, none twice', () => {
  const lines = readFileSync(new URL('./support-tickets.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => JSON.parse(line));
  expect(rows.length).toBeGreaterThanOrEqual(600);
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
  expect(new Set(rows.map(({ label }) => label)).size).toBe(3);
});
