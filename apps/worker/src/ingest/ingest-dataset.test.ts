import { existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isAppError } from '@modelmint/domain/errors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IngestDatasetOptions, type IngestResult, ingestDataset } from './ingest-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-dataset-'));
afterAll(() => rmSync(folder, { recursive: true }));
const mebi = 1024 * 1024;
const outputFolder = join(folder, 'out', 'deep');

const row = (i: number): string => `${JSON.stringify({ text: `example ${i}`, label: i % 2 === 0 ? 'even' : 'odd' })}\n`;
const good = Array.from({ length: 100 }, (_, i) => row(i)).join('');

function save(...parts: (string | Buffer)[]): string {
  const path = join(folder, 'source');
  const descriptor = openSync(path, 'w');
  for (const part of parts) writeSync(descriptor, part as string);
  return path;
}

const ingest = (sourcePath: string, more: Partial<IngestDatasetOptions> = {}): Promise<IngestResult> =>
  ingestDataset({ sourcePath, fileName: 'tickets.jsonl', outputFolder, ...more });

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

let restMemoryBytes = 0;
beforeAll(async () => {
  restMemoryBytes = (await ingest(save(good))).memoryBytesPeak;
});

test('a good file becomes a training and a validation file', async () => {
  const seen: string[] = [];
  const result = await ingest(save(good.repeat(3_000)), { onProgress: (progress) => seen.push(progress.phase) });
  expect(result).toMatchObject({ verdict: 'ready', paths: { train: join(outputFolder, 'train.jsonl') } });
  expect(readdirSync(outputFolder).toSorted()).toEqual(['duplicates.jsonl', 'train.jsonl', 'validation.jsonl']);
  expect(seen).toContain('reading');
});

test('an unusable file is a verdict that says how to mend it', async () => {
  const result = await ingest(save('text,label\n'));
  expect(result).toMatchObject({
    verdict: 'invalid',
    reason: { code: 'header_only', hint: expect.stringMatching(/row/) },
  });
});

test('a gzip bomb is refused in flat memory', async () => {
  const block = gzipSync(Buffer.from(row(0).repeat(mebi / 32)), { level: 9 });
  const bomb = save(...Array.from({ length: 600 }, () => block));
  const result = await ingest(bomb);
  expect(result).toMatchObject({ verdict: 'invalid', reason: { code: 'gzip_expands_too_much' } });
  expect(result.memoryBytesPeak - restMemoryBytes).toBeLessThan(96 * mebi);
});

test('too much text is refused whatever it is packed in', async () => {
  const result = await ingest(save(good), { limits: { textBytesMax: 1_000 } });
  expect(result).toMatchObject({ verdict: 'invalid', reason: { code: 'file_too_large' } });
});

test('too many rows are refused', async () => {
  const result = await ingest(save(good), { limits: { rowsMax: 99 } });
  expect(result).toMatchObject({ verdict: 'invalid', reason: { code: 'too_many_rows' } });
});

const long = Buffer.alloc(mebi, 'x');
test.each<[string, string, string, string]>([
  ['a 50 MB line of JSON', good, '{"text":"', '\n'],
  ['a 50 MB row of CSV', `text,label\n${'a,x\nb,x\nc,y\nd,y\n'}`, '', ',z\n'],
  ['a 50 MB quoted field', `text,label\n${'a,x\nb,x\nc,y\nd,y\n'}`, '"', '",z\n'],
])('%s costs one row and no memory', async (_name, before, start, end) => {
  const after = before === good ? row(100) : 'e,x\n';
  const result = await ingest(save(before, start, ...Array.from({ length: 50 }, () => long), end, after));
  expect(result.verdict).toBe('ready');
  expect(result.report).toMatchObject({ rowsBad: 1, problems: [{ code: 'line_too_long' }] });
  expect(result.report.rowsValid).toBe(before === good ? 101 : 5);
  expect(result.memoryBytesPeak - restMemoryBytes).toBeLessThan(64 * mebi);
});

test('50 MB of lines behind an unclosed quote cost one row and little memory', async () => {
  const rows = Buffer.from(`${'some text '.repeat(50)},x\n${'other text'.repeat(50)},y\n`.repeat(1_000));
  const result = await ingest(save('text,label\n"oops,x\n', ...Array.from({ length: 50 }, () => rows)));
  expect(result.report).toMatchObject({
    rowsBad: 1,
    rowsValid: 100_000,
    problems: [{ line: 2, code: 'quote_not_closed' }],
  });
  expect(result.memoryBytesPeak - restMemoryBytes).toBeLessThan(128 * mebi);
});

test('an abort ends the child and leaves nothing behind', async () => {
  const abort = new AbortController();
  const reason = new Error('cancelled by the customer');
  const onProgress = (): void => abort.abort(reason);
  expect(await failure(ingest(save(good.repeat(20_000)), { signal: abort.signal, onProgress }))).toBe(reason);
  expect(readdirSync(outputFolder)).toEqual([]);
  expect(await failure(ingest(save(good), { signal: abort.signal }))).toBe(reason);
});

test('a child that takes too long or too much memory is a typed error', async () => {
  const slow = await failure(ingest(save(good.repeat(20_000)), { limits: { durationMsMax: 5 } }));
  expect(isAppError(slow) && slow).toMatchObject({ code: 'worker_lost', retryable: true, fault: 'platform' });
  expect(String(slow)).toContain('tickets.jsonl');
  const big = await failure(ingest(save(good.repeat(20_000)), { limits: { memoryBytesMax: mebi } }));
  expect(isAppError(big) && big).toMatchObject({ code: 'internal_error', fault: 'platform' });
  expect(String(big)).not.toMatch(/\n\s+at /);
  expect(readdirSync(outputFolder)).toEqual([]);
});

test('a file that is not there is an error, not a verdict', async () => {
  const missing = await failure(ingest(join(folder, 'nowhere')));
  expect(isAppError(missing) && missing).toMatchObject({ code: 'internal_error', fault: 'platform' });
});

const imdb = resolve(import.meta.dirname, '../../../../../shared/data/imdb-train.jsonl.gz');
test.skipIf(!existsSync(imdb))('25,000 film reviews are split by halves of labels (needs ../shared/data)', async () => {
  const { report } = await ingest(imdb);
  expect(report).toMatchObject({ rowsValid: 25_000, rowsBad: 0, split: { train: 22_500, validation: 2_500 } });
  expect(report.labels.map(({ validation }) => validation)).toEqual([1_250, 1_250]);
});
