import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type DatasetLimits, datasetLimits } from '@modelmint/domain/dataset-limits';
import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { seededRandom } from '@modelmint/domain/dataset-split';
import { makePlainPng, makePng } from '@modelmint/testing/make-png';
import { makeZip, type ZipEntry } from '@modelmint/testing/make-zip';
import { afterAll, expect, test } from 'vitest';
import type { IngestOutcome } from './ingest-message.ts';
import { readDataset } from './read-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(
  bytes: Buffer,
  { spec = {}, limits = {} }: { spec?: DatasetSpecInput; limits?: Partial<DatasetLimits> } = {},
): Promise<IngestOutcome> {
  const sourcePath = join(folder, 'source');
  writeFileSync(sourcePath, bytes);
  const request = { sourcePath, fileName: 'source', outputFolder: folder, limits: { ...datasetLimits, ...limits } };
  const outcome = await readDataset({ ...request, spec: DatasetSpec.parse(spec) }, async () => undefined);
  expect(DatasetReport.parse(outcome.report)).toEqual(outcome.report);
  expect(outcome.report.task).toBe('image-classification');
  expect(readdirSync(folder)).not.toContain('rows.spool');
  return outcome;
}

interface ImageRow {
  label: string;
  name: string;
  image: string;
}

function written(name: string): ImageRow[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as ImageRow);
}

const colours: Record<string, [number, number, number]> = { red: [255, 0, 0], blue: [0, 0, 255] };
/** A picture of a colour, like no other with another number. */
const picture = (label: string, i: number): Buffer => makePlainPng(8 + i, 8, colours[label] ?? [0, 99, 0]);
const images = (count: number, path: (label: string, i: number) => string): ZipEntry[] =>
  Object.keys(colours).flatMap((label) =>
    Array.from({ length: count }, (_, i) => ({ path: path(label, i), data: picture(label, i) })),
  );
const good = images(10, (label, i) => `${label}/${i}.png`);
const withEntry = (...entries: ZipEntry[]): Buffer => makeZip([...good, ...entries]);
const text = (path: string): ZipEntry => ({ path, data: Buffer.from('some text') });

test('one folder for each label becomes rows with the images as they are', async () => {
  const bytes = makeZip(good);
  const { verdict, report } = await read(bytes);
  expect(verdict).toBe('ready');
  expect(report).toMatchObject({
    ...{ format: 'zip', encoding: null, rowsTotal: 20, rowsValid: 20, rowsBad: 0, sizeBytes: bytes.length },
    images: { widthMin: 8, widthMax: 17, heightMin: 8, heightMax: 8, formats: { png: 20 } },
    split: { train: 18, validation: 2 },
    textBytes: good.reduce((sum, { data }) => sum + data.length, 0),
  });
  expect(report.labels).toEqual([
    { label: 'red', rows: 10, distinctTexts: 10, firstLine: 1, train: 9, validation: 1 },
    { label: 'blue', rows: 10, distinctTexts: 10, firstLine: 11, train: 9, validation: 1 },
  ]);
  expect(report.tokensTotal).toBe(2 * (1 + 8 * 2 + 3));
  expect(report.examples[0]).toEqual({ label: 'red', line: 1, text: 'red/0.png' });
  const rows = [...written('train'), ...written('validation')];
  for (const { label, name, image } of rows)
    expect(Buffer.from(image, 'base64')).toEqual(picture(label, Number(/\d+/.exec(name)?.[0])));
  const previews = [...written('train-preview'), ...written('validation-preview')];
  expect(previews).toEqual(rows.map((row) => ({ ...row, image: `data:image/png;base64,${row.image}` })));
});

test('a large image has a small preview', async () => {
  const random = seededRandom(1);
  const noise = (): Buffer =>
    makePng({ width: 300, height: 200, pixels: Uint8Array.from({ length: 180_000 }, () => random() * 256) });
  const entries = ['a', 'b'].flatMap((label) => [1, 2].map((i) => ({ path: `${label}/${i}.png`, data: noise() })));
  expect(await read(makeZip(entries))).toMatchObject({ verdict: 'ready' });
  const [row] = written('train');
  const [preview] = written('train-preview');
  expect(preview).toMatchObject({ label: row?.label, image: expect.stringMatching(/^data:image\/jpeg;base64,\/9j\//) });
  expect((preview?.image.length ?? 0) * 10).toBeLessThan(row?.image.length ?? 0);
});

test.each<[string, (label: string, i: number) => string]>([
  ['below one common folder', (label, i) => `pictures/${label}/${i}.png`],
  ['below several common folders', (label, i) => `home/me/set/${label}/${i}.png`],
  ['with folders within', (label, i) => `${label}/${i % 2 === 0 ? '2023/may' : '2024'}/${i}.png`],
  ['with Windows separators', (label, i) => `set\\${label}\\${i}.png`],
  ['with a dot in front', (label, i) => `./${label}/${i}.png`],
])('labels are found %s', async (_name, path) => {
  const { verdict, report } = await read(makeZip(images(4, path)));
  expect(verdict).toBe('ready');
  expect(report.labels.map(({ label, rows }) => [label, rows])).toEqual([
    ['red', 4],
    ['blue', 4],
  ]);
});

test('train and test folders are the split', async () => {
  const entries = [
    ...images(3, (label, i) => `set/test/${label}/${i}.png`).map((entry, i) => ({
      ...entry,
      data: picture('x', 100 + i),
    })),
    ...images(10, (label, i) => `set/Train/${label}/${i}.png`),
  ];
  const { verdict, report } = await read(makeZip(entries), { spec: { validationFraction: 0.5 } });
  expect(verdict).toBe('ready');
  expect(report.split).toMatchObject({ train: 20, validation: 6, fraction: 6 / 26 });
  expect(written('train').every(({ name }) => name.startsWith('set/Train/'))).toBe(true);
  expect(written('validation').map(({ label }) => label)).toEqual(['red', 'red', 'red', 'blue', 'blue', 'blue']);
  expect(report.duplicatesAcrossSplits).toBe(0);
});

test('an image in both is trained on, and a label that is only held out is refused', async () => {
  const both = ['test', 'train'].flatMap((side) => images(3, (label, i) => `${side}/${label}/${i}.png`));
  const alone = { path: 'test/red/9.png', data: picture('red', 90) };
  const { report } = await read(makeZip([...both, alone]));
  expect(report).toMatchObject({ duplicatesAcrossSplits: 6, split: { train: 12, validation: 1 } });
  const green = [1, 2].map((i) => ({ path: `test/green/${i}.png`, data: picture('green', i) }));
  expect(await read(makeZip([...both, ...green]))).toMatchObject({
    verdict: 'invalid',
    reason: { code: 'label_not_trained', message: expect.stringContaining('"green"') },
  });
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
});

test('equal images are on one side, and labels in two folders are told', async () => {
  const copies = good.slice(0, 5).map((entry, i) => ({ ...entry, path: `red/copy ${i}.png` }));
  const other = { path: 'blue/0 again.png', data: picture('red', 0) };
  const { report } = await read(withEntry(...copies, other), { spec: { validationFraction: 0.4 } });
  expect(report).toMatchObject({ duplicatesExact: 5, duplicatesConflicting: 1, rowsValid: 26 });
  const train = new Set(written('train').map(({ image }) => image));
  expect(written('validation').filter(({ image }) => train.has(image))).toEqual([]);
});

test('what systems leave behind and notes beside the folders are passed over', async () => {
  const { report } = await read(
    makeZip([
      ...[text('README.md'), text('labels.csv'), { path: 'red/', data: Buffer.alloc(0) }, text('.DS_Store')],
      ...[text('red/.DS_Store'), text('__MACOSX/red/._0.png'), text('red/Thumbs.db'), text('.git/red/a.png')],
      ...good,
    ]),
  );
  expect(report).toMatchObject({ rowsTotal: 20, rowsBad: 0, problems: [] });
  expect(report.labels[0]).toMatchObject({ label: 'red', firstLine: 9 });
});

test('names are read in UTF-8 also where the archive does not say so, else in code page 437', async () => {
  const named = (name: Buffer): ZipEntry[] =>
    [1, 2].map((i) => ({ path: Buffer.concat([name, Buffer.from(`/${i}.png`)]), data: picture('x', i + name.length) }));
  // The first as macOS writes it, with the accent apart.
  const entries = [...named(Buffer.from('cafe\u0301')), ...named(Buffer.from([0x81, 0x62, 0x65, 0x72]))];
  const { report } = await read(makeZip(entries));
  expect(report.labels.map(({ label }) => label).toSorted()).toEqual(['café', 'über']);
});

const png = picture('red', 40);
const bomb = Buffer.from(png);
bomb.writeUInt32BE(30_000, 16);
bomb.writeUInt32BE(30_000, 20);

test.each<[string, ZipEntry, DatasetProblemCode, RegExp]>([
  ['a text file in a folder of images', text('red/notes.txt'), 'image_format', /"red\/notes.txt" is no image/],
  ['an image without a folder', { path: 'a.png', data: png }, 'image_without_label', /"a.png"/],
  ['an image that is none', text('red/fake.png'), 'image_format', /"red\/fake.png"/],
  ['an empty file', { path: 'red/empty.png', data: Buffer.alloc(0), method: 0 }, 'image_format', /empty.png/],
  ['SVG', { path: 'red/a.svg', data: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }, 'image_format', /svg/],
  [
    'a cut image',
    { path: 'red/cut.png', data: png.subarray(0, -20) },
    'image_damaged',
    /"red\/cut.png" is damaged: the PNG/,
  ],
  ['an image bomb', { path: 'red/bomb.png', data: bomb }, 'image_too_large', /30000 × 30000/],
  ['an archive', { path: 'red/more.zip', data: makeZip(good.slice(0, 1)) }, 'entry_archive', /red\/more.zip/],
  ['a gzip file', { path: 'red/a.png.gz', data: gzipSync(png) }, 'entry_archive', /red\/a.png.gz/],
  ['a path that leads out', { path: '../red/a.png', data: png }, 'entry_unsafe_path', /"\.\.\/red\/a.png"/],
  ['a path that leads out within', { path: 'red/../../a.png', data: png }, 'entry_unsafe_path', /red/],
  ['an absolute path', { path: '/etc/red/a.png', data: png }, 'entry_unsafe_path', /\/etc/],
  ['a drive letter', { path: 'C:\\red\\a.png', data: png }, 'entry_unsafe_path', /C:/],
  [
    'an encrypted entry',
    { path: 'red/a.png', data: png, lies: { isEncrypted: true } },
    'entry_encrypted',
    /red\/a.png/,
  ],
  ['another compression', { path: 'red/a.png', data: png, method: 14 }, 'entry_method', /method 14/],
  ['a wrong checksum', { path: 'red/a.png', data: png, lies: { crc: 1 } }, 'entry_damaged', /checksum/],
  ['a size that is too small', { path: 'red/a.png', data: png, lies: { bytes: 9 } }, 'entry_damaged', /size/],
  ['a size that is too large', { path: 'red/a.png', data: png, lies: { bytes: 999 } }, 'entry_damaged', /size/],
  ['another place', { path: 'red/a.png', data: png, lies: { offset: 3 } }, 'entry_damaged', /directory/],
  [
    'too many bytes',
    { path: 'red/a.png', data: Buffer.alloc(3_000) },
    'image_too_large',
    /2000 bytes; this one has 3000/,
  ],
  ['a long label', { path: `${'x'.repeat(65)}/a.png`, data: png }, 'label_too_long', /65 characters/],
])('%s costs its entry only', async (_name, entry, code, message) => {
  const outcome = await read(withEntry(entry), { limits: { imageBytesMax: 2_000 } });
  expect(outcome.verdict).toBe('ready');
  expect(outcome.report).toMatchObject({ rowsValid: 20, rowsBad: 1, problemCounts: { [code]: 1 } });
  expect(outcome.report.problems).toMatchObject([{ line: 21, code, message: expect.stringMatching(message) }]);
});

const zeros = Buffer.alloc(1024 * 1024);
const overlapping = good.map((entry) => ({ ...entry, lies: { offset: 0, packedBytes: 1_000_000 } }));

test.each<[string, Buffer, DatasetProblemCode, { spec?: DatasetSpecInput; limits?: Partial<DatasetLimits> }?]>([
  ['an empty archive', makeZip([]), 'zip_without_images'],
  ['an archive of notes', makeZip([text('a.txt'), text('b.md')]), 'zip_without_images'],
  ['an archive of folders of text', makeZip([text('a/1.txt'), text('b/2.txt')]), 'no_valid_images'],
  ['an archive that was cut', makeZip(good).subarray(0, 2_000), 'zip_damaged'],
  [
    'an archive whose directory was cut out',
    Buffer.concat([makeZip(good).subarray(0, 900), makeZip([])]),
    'zip_without_images',
  ],
  ['the two first letters', Buffer.from('PK\x03\x04'), 'zip_damaged'],
  ['an Office document', makeZip([text('[Content_Types].xml'), text('word/document.xml')]), 'file_binary'],
  [
    'a bomb',
    makeZip(Array.from({ length: 20 }, (_, i) => ({ path: `a/${i}.png`, data: zeros }))),
    'zip_expands_too_much',
  ],
  ['entries that share their bytes', makeZip(overlapping), 'zip_damaged'],
  ['too much in all', makeZip(good), 'zip_too_large', { limits: { textBytesMax: 1_000 } }],
  ['too many entries', makeZip(good), 'zip_too_many_entries', { limits: { entriesMax: 19 } }],
  ['too many images', makeZip(good), 'too_many_rows', { limits: { rowsMax: 19 } }],
  ['too much to decode in time', makeZip(good), 'zip_too_slow', { limits: { durationMsMax: 1 } }],
  ['too many labels', makeZip(good), 'too_many_labels', { limits: { imageLabelsMax: 1 } }],
  ['one folder', makeZip(good.slice(0, 10)), 'one_image_label'],
  ['images without folders', makeZip(good.map((entry, i) => ({ ...entry, path: `${i}.png` }))), 'no_valid_images'],
  ['one image of a label', withEntry({ path: 'rare/1.png', data: png }), 'too_few_images'],
  [
    'one image of a label, repeated',
    withEntry({ path: 'rare/1.png', data: png }, { path: 'rare/2.png', data: png }),
    'too_few_images',
  ],
  [
    'mostly other files',
    withEntry(...Array.from({ length: 21 }, (_, i) => text(`red/${i}.xml`))),
    'too_many_bad_images',
  ],
  [
    'an encrypted archive',
    makeZip(good.map((entry) => ({ ...entry, lies: { isEncrypted: true } }))),
    'no_valid_images',
  ],
  ['a table', Buffer.from('text,label\na,b\n'), 'task_needs_zip', { spec: { task: 'image-classification' } }],
  ['an image alone', png, 'task_needs_zip', { spec: { task: 'image-classification' } }],
  ['an empty file', Buffer.alloc(0), 'task_needs_zip', { spec: { task: 'image-classification' } }],
])('%s is refused', async (_name, bytes, code, options) => {
  const outcome = await read(bytes, options);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code } });
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
});

test('a damaged archive is read or refused, whatever was changed in it', async () => {
  const bytes = makeZip(good);
  for (let seed = 0; seed < 150; seed++) {
    const random = seededRandom(seed);
    const damaged = Buffer.from(bytes);
    for (let changes = 0; changes < 6; changes++)
      damaged[4 + Math.floor(random() * (bytes.length - 4))] = Math.floor(random() * 256);
    const { verdict } = await read(damaged);
    expect(['ready', 'invalid'], `seed ${seed}`).toContain(verdict);
  }
});

test('the same seed gives the same bytes', async () => {
  const split = async (seed: number): Promise<string> => {
    await read(makeZip(good), { spec: { seed, validationFraction: 0.3 } });
    return readFileSync(join(folder, 'validation.jsonl'), 'utf8');
  };
  const first = await split(1);
  expect(await split(1)).toBe(first);
  expect(await split(2)).not.toBe(first);
});
