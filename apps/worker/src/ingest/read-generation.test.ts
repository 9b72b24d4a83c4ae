import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { datasetLimits } from '@modelmint/domain/dataset-limits';
import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { estimateRowTokens } from '@modelmint/domain/estimate-text-tokens';
import { makeZip } from '@modelmint/testing/make-zip';
import { afterAll, expect, test } from 'vitest';
import type { IngestOutcome } from './ingest-message.ts';
import { readDataset } from './read-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-generation-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Buffer | string, spec: DatasetSpecInput = {}): Promise<IngestOutcome> {
  const sourcePath = join(folder, 'source');
  writeFileSync(sourcePath, bytes);
  const request = { sourcePath, fileName: 'source', outputFolder: folder, limits: datasetLimits };
  const outcome = await readDataset({ ...request, spec: DatasetSpec.parse(spec) }, async () => undefined);
  expect(DatasetReport.parse(outcome.report)).toEqual(outcome.report);
  return outcome;
}

function written(name: 'train' | 'validation'): string[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines;
}

const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const chatOf = (i: number) => ({
  messages: [
    { role: 'system', content: 'Add.' },
    { role: 'user', content: `${i} and one?` },
    { role: 'assistant', content: `${i + 1}` },
  ],
});
const chats = Array.from({ length: 20 }, (_, i) => chatOf(i));
const generation = { task: 'text-generation' } as const;

test('chats are read as they are, without being asked for', async () => {
  const outcome = await read(gzipSync(jsonl(chats)));
  expect(outcome).toMatchObject({
    verdict: 'ready',
    report: {
      ...{ task: 'text-generation', format: 'jsonl', labels: [], textColumn: 'messages', rowsValid: 20 },
      chat: { rows: { messages: 20, completion: 0, text: 0 }, turns: 40, systemRows: 20 },
      split: { train: 18, validation: 2 },
      examples: Array.from({ length: 6 }, (_, i) => ({ line: i + 1, text: `${i} and one?`, label: `${i + 1}` })),
    },
  });
  expect([...written('train'), ...written('validation')].toSorted()).toEqual(
    chats.map((row) => JSON.stringify(row)).toSorted(),
  );
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(3);
});

test('tokens are the estimate, and the longest row is known', async () => {
  const rows = [...chats, { prompt: 'x'.repeat(9_000), completion: ' long '.repeat(900) }];
  const { report } = await read(jsonl(rows));
  const texts = chats.map(({ messages }) => messages.map(({ content }) => content));
  const expected = texts.map((each) => estimateRowTokens({ texts: each, messages: 3, hasSystem: true }));
  const longest = report.chat?.longestTokens ?? 0;
  expect(report.tokensTotal).toBe(expected.reduce((sum, tokens) => sum + tokens, 0) + longest);
  expect(longest).toBeGreaterThan(2_000);
  expect(report.lengthHistogram.at(-1)).toMatchObject({ from: 8_193, to: null });
  expect(report.lengthHistogram.reduce((sum, { rows: count }) => sum + count, 0)).toBe(21);
});

test.each<[string, string, DatasetSpecInput, object, string]>([
  [
    'completions',
    jsonl([1, 2].map((i) => ({ prompt: `p${i}`, completion: `c${i}` }))),
    {},
    { rows: { messages: 0, completion: 2, text: 0 } },
    '{"prompt":"p1","completion":"c1"}',
  ],
  ['a mix', jsonl([chatOf(1), { prompt: 'p', completion: 'c' }]), {}, { turns: 2 }, '{"prompt":"p","completion":"c"}'],
  [
    'texts, when asked to',
    jsonl([{ text: 'Once' }, { text: 'Twice' }]),
    generation,
    { rows: { messages: 0, completion: 0, text: 2 } },
    '{"text":"Once"}',
  ],
  [
    'chosen fields',
    jsonl([1, 2].map((i) => ({ text: `p${i}`, label: `c${i}`, id: i }))),
    { ...generation, textColumn: 'TEXT', labelColumn: 'label' },
    { rows: { messages: 0, completion: 2, text: 0 } },
    '{"prompt":"p1","completion":"c1"}',
  ],
  [
    'a table of prompts and completions',
    'id,Prompt,completion\n1,p1,"c1\nmore"\n2,p2,c2\n',
    generation,
    { rows: { messages: 0, completion: 2, text: 0 } },
    '{"prompt":"p1","completion":"c1\\nmore"}',
  ],
  [
    'one chosen column of a table',
    'title;body\na;b1\nc;b2\n',
    { ...generation, textColumn: 'body' },
    { rows: { messages: 0, completion: 0, text: 2 } },
    '{"text":"b1"}',
  ],
])('%s are read', async (_name, bytes, spec, chat, line) => {
  const outcome = await read(bytes, spec);
  expect(outcome).toMatchObject({ verdict: 'ready', report: { task: 'text-generation', chat, rowsBad: 0 } });
  expect([...written('train'), ...written('validation')]).toContain(line);
  expect(outcome.report.split).toMatchObject({ train: 1, validation: 1 });
});

test('a bad line costs its row only, and says where it is', async () => {
  const { verdict, report } = await read(
    `${jsonl(chats)}oops\n${jsonl([{ messages: [] }, { text: 'a', label: 'b' }])}`,
  );
  expect(verdict).toBe('ready');
  expect(report.problems).toMatchObject([
    { line: 21, code: 'invalid_json' },
    { line: 22, code: 'messages_not_list' },
    { line: 23, code: 'text_not_alone' },
  ]);
});

test('equal rows are on one side; rows that only share a prompt are not held together', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({ prompt: 'Say a number.', completion: `${i % 100}` }));
  const { report } = await read(jsonl(rows), { validationFraction: 0.2 });
  const train = new Set(written('train'));
  expect(written('validation').filter((line) => train.has(line))).toEqual([]);
  expect(report).toMatchObject({
    duplicatesExact: 300,
    duplicatesConflicting: 0,
    split: { train: 320, validation: 80 },
  });
});

test('nothing is held out when asked so, down to one row', async () => {
  const outcome = await read(jsonl([chatOf(1)]), { validationFraction: 0 });
  expect(outcome).toMatchObject({ verdict: 'ready', report: { split: { train: 1, validation: 0 } } });
});

test.each<[string, string | Buffer, DatasetProblemCode, DatasetSpecInput?]>([
  ['an empty file', '', 'file_empty', generation],
  ['one row', jsonl([chatOf(1)]), 'too_few_rows'],
  ['one row, repeated', jsonl([chatOf(1), chatOf(1), chatOf(1)]), 'too_few_rows'],
  ['texts with labels', jsonl([{ text: 'a', label: 'b' }]), 'no_valid_rows', generation],
  ['mostly bad rows', jsonl([...chats, ...Array.from({ length: 21 }, () => ({ messages: 1 }))]), 'too_many_bad_rows'],
  ['texts alone, unasked', jsonl([{ text: 'a' }, { text: 'b' }]), 'no_valid_rows'],
  ['a table of texts and labels', 'text,label\na,b\nc,d\n', 'prompt_columns_unclear', generation],
  ['a table without the chosen column', 'a,b\na,b\n', 'column_missing', { ...generation, textColumn: 'body' }],
  ['a JSON array', JSON.stringify(chats), 'json_array', generation],
  ['an archive', makeZip([{ path: 'a/1.png', data: Buffer.from('x') }]), 'task_needs_text', generation],
  ['an archive for a classifier of texts', makeZip([]), 'task_needs_text', { task: 'text-classification' }],
])('%s is refused', async (_name, bytes, code, spec) => {
  const outcome = await read(bytes, spec);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code } });
  if (spec?.task !== undefined) expect(outcome.report.task).toBe(spec.task);
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
});
