import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuplicateGroup } from '@modelmint/domain/dataset-duplicates';
import type { DatasetEdit } from '@modelmint/domain/dataset-edit';
import { datasetLimits } from '@modelmint/domain/dataset-limits';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { makePlainPng } from '@modelmint/testing/make-png';
import { makeZip } from '@modelmint/testing/make-zip';
import { afterAll, expect, test } from 'vitest';
import { jsonLines, numbersTo } from './make-test-reader.ts';
import { readDataset } from './read-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelmint-edited-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = (name: string): Record<string, unknown>[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** Reads a file, then its rows with changes. */
async function edit(bytes: string | Uint8Array, edits: DatasetEdit[], spec: DatasetSpecInput = {}) {
  const sourcePath = join(folder, 'source');
  writeFileSync(sourcePath, bytes);
  const request = { sourcePath, fileName: 'source', outputFolder: folder, spec: DatasetSpec.parse(spec) };
  const limits = datasetLimits;
  const base = await readDataset({ ...request, limits }, async () => undefined);
  const before = { train: rowsOf('train'), validation: rowsOf('validation') };
  const [trainPath, validationPath] = ['train', 'validation'].map((name) => {
    const kept = join(folder, `base-${name}.jsonl`);
    renameSync(join(folder, `${name}.jsonl`), kept);
    return kept;
  }) as [string, string];
  const edited = { trainPath, validationPath, report: base.report, edits };
  const outcome = await readDataset({ ...request, limits, edited }, async () => undefined);
  const after = outcome.verdict === 'ready' ? { train: rowsOf('train'), validation: rowsOf('validation') } : null;
  return { base: base.report, before, outcome, after };
}

const texts = jsonLines(numbersTo(40).map((i) => ({ text: `example ${i}`, label: i % 2 ? 'odd' : 'even' })));
const first = (label: string | null): DatasetEdit => ({ split: 'train', row: 1, label });

test('texts get other labels and lose rows; all others stay on their side', async () => {
  const { base, before, outcome, after } = await edit(texts, [
    { split: 'train', row: 2, label: ' even ' },
    first(null),
    { split: 'validation', row: 1, label: null },
  ]);
  expect(after?.train).toEqual([{ ...before.train[1], label: 'even' }, ...before.train.slice(2)]);
  expect(after?.validation).toEqual(before.validation.slice(1));
  const { format, encoding, textColumn, sizeBytes } = base;
  expect(outcome.report).toMatchObject({
    ...{ format, encoding, textColumn, sizeBytes },
    ...{ rowsTotal: 38, rowsValid: 38, rowsBad: 0, split: { train: 35, validation: 3 } },
  });
});

test('a label without rows to train on makes it unusable, and says why', async () => {
  const { outcome } = await edit(texts, [{ split: 'validation', row: 1, label: 'new' }]);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code: 'too_few_per_label' } });
});

test('answers of chats, prompts and texts are written anew', async () => {
  const messages = [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: 'a' },
  ];
  const rows = numbersTo(12).map((i) => [{ messages }, { prompt: `p${i}`, completion: 'c' }, { text: `t${i}` }][i % 3]);
  const { after, outcome } = await edit(
    jsonLines(rows as object[]),
    numbersTo(9).map((i) => ({ split: 'train' as const, row: i + 1, label: 'new' })),
  );
  const said = after?.train.slice(0, 9).map((row) => row.text ?? row.completion ?? JSON.stringify(row.messages));
  expect(new Set(said)).toEqual(new Set(['new', JSON.stringify([messages[0], { role: 'assistant', content: 'new' }])]));
  expect(outcome.report.chat?.rows.messages).toBeGreaterThan(0);
});

test('targets of tables change; the columns that are left out stay known', async () => {
  const rows = numbersTo(40).map((i) => ({ id: `a${i}`, x: i, y: i * 1.5 }));
  const spec: DatasetSpecInput = { task: 'tabular', columns: [{ name: 'id', role: 'ignored' }], targetKind: 'value' };
  const { base, before, after, outcome } = await edit(jsonLines(rows), [first('-7.25')], spec);
  expect(after?.train).toEqual([{ ...before.train[0], y: -7.25 }, ...before.train.slice(1)]);
  expect(outcome.report.table?.columns.map(({ name, role }) => [name, role])).toEqual(
    base.table?.columns.map(({ name, role }) => [name, role]),
  );
  expect(outcome.report.table?.columns.find(({ name }) => name === 'y')?.min).toBe(-7.25);
});

test('ratings change under the names of their columns', async () => {
  const rows = numbersTo(30).map((i) => ({ who: `u${i % 5}`, book: `b${i % 7}`, stars: 1 + (i % 5), at: i }));
  const spec: DatasetSpecInput = {
    task: 'recommendation',
    userColumn: 'who',
    itemColumn: 'book',
    ratingColumn: 'stars',
    timeColumn: 'at',
  };
  const { before, after, outcome, base } = await edit(jsonLines(rows), [first('9')], spec);
  expect(after?.train[0]).toEqual({ ...before.train[0], rating: 9 });
  expect(outcome.report.ratings).toMatchObject({ userColumn: 'who', ratingColumn: 'stars', timeColumn: 'at', max: 9 });
  expect(outcome.report.split.train).toBe(base.split.train);
});

test('images get other labels and their previews again', async () => {
  const zip = makeZip(
    ['cat', 'dog'].flatMap((label, side) =>
      numbersTo(4).map((i) => ({ path: `${label}/${i}.png`, data: makePlainPng(8, 8, [255 * side, i, 0]) })),
    ),
  );
  const { after, before, outcome } = await edit(zip, [first('dog')]);
  expect(after?.train[0]).toEqual({ ...before.train[0], label: 'dog' });
  expect(outcome.report).toMatchObject({ format: 'zip', images: { widthMax: 8 }, tokensTotal: 8 });
  expect(rowsOf('train-preview')[0]).toMatchObject({ label: 'dog', image: expect.stringMatching(/^data:image/) });
});

test('rows that repeat others are listed with their sides', async () => {
  const rows = [
    ...numbersTo(30).map((i) => ({ text: `t${i}`, label: i % 2 ? 'a' : 'b' })),
    ...[
      { text: 't0', label: 'a' },
      { text: 't1', label: 'a' },
      { text: 't1', label: 'a' },
    ],
  ];
  const { outcome } = await edit(jsonLines(rows), [first(null)]);
  expect(outcome.report).toMatchObject({ duplicatesExact: 2, duplicatesConflicting: 0 });
  const groups = rowsOf('duplicates').map((group) => DuplicateGroup.parse(group));
  expect(groups).toEqual([{ kind: 'exact', rows: 3, example: { text: 't1', label: 'a' }, members: expect.anything() }]);
  expect(groups[0]?.members.map(({ label }) => label)).toEqual(['a', 'a', 'a']);
  const { split, row } = groups[0]?.members[2] ?? { split: 'train' as const, row: 0 };
  expect(rowsOf(split)[row - 1]).toEqual({ text: 't1', label: 'a' });
});
