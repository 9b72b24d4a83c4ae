import { gzipSync } from 'node:zlib';
import { claimIngest } from '@modelmint/db/ingest/claim-ingest';
import { duplicatesKeyOf } from '@modelmint/db/ingest/duplicates-key';
import { refuseIngest } from '@modelmint/db/ingest/finish-ingest';
import { heartbeatIngest } from '@modelmint/db/ingest/heartbeat-ingest';
import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { retryIngest } from '@modelmint/db/ingest/retry-ingest';
import { withOrg } from '@modelmint/db/with-org';
import type { DatasetEdit } from '@modelmint/domain/dataset-edit';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makePendingVersion, type UploadedVersion } from '@modelmint/testing/make-pending-version';
import { makePlainPng } from '@modelmint/testing/make-png';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeZip } from '@modelmint/testing/make-zip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerDeps } from '../deps.ts';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { ingestDatasetJob } from './dataset-ingest.ts';

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
});
afterAll(async () => {
  await deps.close();
  await clone.drop();
});

const upload = (bytes: Uint8Array, options: { name?: string; spec?: DatasetSpecInput } = {}) =>
  makePendingVersion(deps, tenant, { bytes, ...options });
const run = ({ datasetVersionId }: UploadedVersion, with_: WorkerDeps = deps) =>
  ingestDatasetJob(with_, {
    name: 'dataset.ingest',
    payload: { organizationId: tenant.organizationId, datasetVersionId },
    attempt: 1,
    waitMs: 0,
    signal: new AbortController().signal,
  });
const read = ({ datasetVersionId: id }: UploadedVersion) =>
  withOrg(deps.db, tenant.organizationId, (tx) =>
    tx.datasetVersion.findUniqueOrThrow({ where: { id }, include: { file: true } }),
  );
const lines = (rows: unknown[]) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ text: `example ${i} of it`, label: i % 2 ? 'odd' : 'even' }));
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const pictures = [1, 2, 3].map((i) => ({ path: `${i}.png`, data: makePlainPng(8, 8, [i, i, i]) }));
const zeros = [1, 2].map((i) => ({ path: `a/${i}.png`, data: Buffer.alloc(10_000_000) }));

test('a good file becomes READY with its split stored', async () => {
  const version = await upload(lines(rows(100)));
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'READY', trainRows: 90, validationRows: 10, reason: null, progress: 1 });
  expect(counted.file).toMatchObject({ status: 'PROCESSED', statusDetails: null });
  expect(DatasetReport.parse(counted.report).labels).toHaveLength(2);
  expect(counted.trainTokens).toBeGreaterThan(300n);
  const stored = await deps.storage.head(counted.trainKey ?? '');
  expect(stored?.sizeBytes).toBeGreaterThan(1_000);
  // A second ring finds nothing to do.
  await run(version);
  expect(await read(version)).toEqual(counted);
});

test('chats become READY for text generation, and for a classifier when asked', async () => {
  const chats = rows(20).map(({ text, label }) => ({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: label },
    ],
  }));
  const version = await upload(lines(chats));
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'READY', trainRows: 18, validationRows: 2 });
  expect(DatasetReport.parse(counted.report)).toMatchObject({ task: 'text-generation', chat: { turns: 40 } });
  expect(Number(counted.trainTokens)).toBeGreaterThan(18 * 48);

  const asked = await upload(lines(chats), { spec: { task: 'text-classification' } });
  await run(asked);
  const labels = DatasetReport.parse((await read(asked)).report).labels.map(({ label }) => label);
  expect(labels).toEqual(['even', 'odd']);
});

test('a table and what users did become READY; of the second all rows are for training', async () => {
  const table = await upload(lines(rows(20).map((_, i) => ({ x: i, y: i % 2 }))));
  await run(table);
  const counted = await read(table);
  expect(counted).toMatchObject({ status: 'READY', trainRows: 18, validationRows: 2, trainTokens: 36n });
  expect(DatasetReport.parse(counted.report).table?.target).toEqual({ name: 'y', kind: 'label' });

  const ratings = await upload(lines(rows(20).map((_, i) => ({ user: i % 4, item: i % 7, rating: i % 5 }))));
  await run(ratings);
  const rated = await read(ratings);
  expect(rated).toMatchObject({ status: 'READY', trainRows: 20, validationRows: 0, validationTokens: 0n });
  expect(DatasetReport.parse(rated.report).ratings).toMatchObject({ users: 4, items: 7, timeColumn: null });
  expect(await deps.storage.head(rated.validationKey ?? '')).toEqual({ sizeBytes: 0 });
});

test('an archive of images becomes READY with previews beside its split', async () => {
  const entries = ['cat', 'dog'].flatMap((label, side) =>
    [1, 2, 3].map((i) => ({ path: `set/${label}/${i}.png`, data: makePlainPng(16, 8 * i, [255 * side, 0, 0]) })),
  );
  const version = await upload(makeZip(entries), { name: 'pictures.zip' });
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'READY', trainRows: 4, validationRows: 2 });
  expect(DatasetReport.parse(counted.report)).toMatchObject({
    ...{ task: 'image-classification', format: 'zip', tokensTotal: 24 },
    images: { widthMin: 16, widthMax: 16, heightMin: 8, heightMax: 24 },
  });
  for (const key of [counted.trainKey ?? '', counted.validationKey ?? ''])
    expect((await deps.storage.head(previewKeyOf(key)))?.sizeBytes).toBeGreaterThan(100);
});

const bad: [string, Uint8Array, { name?: string; spec?: DatasetSpecInput }, RegExp][] = [
  ['an empty file', Buffer.alloc(0), {}, /no data/],
  ['no valid rows', Buffer.from('text,label\n,x\n,y\n'), {}, /None of the 2 rows/],
  ['one class', lines(rows(20).map((row) => ({ ...row, label: 'same' }))), {}, /same label, "same"/],
  ['one example of a class', lines([...rows(20), { text: 'only one', label: 'rare' }]), {}, /label "rare" has too few/],
  ['a line of 50 MB', Buffer.alloc(50_000_000, 'x'), {}, /longer than 1048576 bytes/],
  ['NUL bytes', Buffer.from(`${'{"text":"a\0b","label":"x"}\n'.repeat(5)}`), {}, /NUL/],
  ['escaped NUL characters', lines(rows(5).map((row) => ({ ...row, text: 'a\u0000b' }))), {}, /NUL/],
  ['invalid UTF-8', Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe, 0x80])]), {}, /./],
  ['a renamed PNG', png, { name: 'rows.csv' }, /PNG/i],
  ['a gzip bomb', gzipSync(Buffer.alloc(200_000_000, 'a')), { name: 'rows.jsonl.gz' }, /unpacks to more than/],
  [
    'a gzip that was cut',
    gzipSync(lines(rows(500))).subarray(0, 500),
    { name: 'rows.jsonl.gz' },
    /cut off|damaged|ends in the middle/,
  ],
  ['wrong columns', Buffer.from('a,b\n1,2\n'), { spec: { textColumn: 'text', labelColumn: 'b' } }, /no column "text"/],
  ['an archive cut in two', makeZip(pictures).subarray(0, 200), { name: 'a.zip' }, /ZIP archive is damaged/],
  ['a bomb of an archive', makeZip(zeros), { name: 'a.zip' }, /unpacks to more than 100 times/],
  ['an archive for text', makeZip(pictures), { spec: { task: 'text-generation' } }, /^The file is a ZIP archive/],
  ['images without folders', makeZip(pictures), {}, /^None of the 3 images.*"1.png" lies in no folder/],
  ['text for images', lines(rows(4)), { spec: { task: 'image-classification' } }, /^Images are read from a ZIP/],
  ['one chat', lines([{ messages: [{ role: 'assistant', content: 'Hi' }] }]), {}, /too few different rows: 1/],
  [
    'chats without an answer',
    lines([{ messages: [{ role: 'user', content: 'Hi' }] }]),
    {},
    /last message is from "user"/,
  ],
  ['half an emoji', Buffer.from('{"text":"\\ud83d","label":"x"}\n'.repeat(4)), {}, /half of a character/],
];
test.each(bad)('%s is INVALID, with what, where and how to mend it', async (_case, bytes, options, reason) => {
  const version = await upload(bytes, options);
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'INVALID', trainKey: null });
  expect(counted.reason).toMatch(reason);
  expect(counted.file).toMatchObject({ status: 'ERROR', statusDetails: counted.reason });
});

test('bytes that changed since the upload are our fault, and given up after three tries', async () => {
  const version = await upload(lines(rows(50)));
  const { storageKey } = (await read(version)).file;
  await deps.storage.put(storageKey, lines(rows(51)));
  for (const attempt of [1, 2]) {
    await expect(run(version)).rejects.toMatchObject({ retryable: true });
    expect(await read(version)).toMatchObject({ status: 'PENDING', attempts: attempt });
  }
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'INVALID', attempts: 3 });
  expect(counted.reason).toMatch(/damaged.*The fault is ours/);
});

test('a full disk lets it wait, says so, and goes on when there is space', async () => {
  const version = await upload(lines(rows(50)));
  const full: WorkerDeps = { ...deps, storage: withFullDisk(deps.storage) };
  for (let tries = 0; tries < 5; tries++)
    await expect(run(version, full)).rejects.toMatchObject({ code: 'storage_full' });
  const waiting = await read(version);
  expect(waiting).toMatchObject({ status: 'PENDING', attempts: 0 });
  expect(waiting.reason).toMatch(/disk of the server is full.*by itself/);
  await run(version);
  expect(await read(version)).toMatchObject({ status: 'READY', reason: null });
});

/** The same store whose disk takes no further byte. */
function withFullDisk(storage: WorkerDeps['storage']): WorkerDeps['storage'] {
  return new Proxy(storage, {
    get: (target, name) => {
      if (name === 'put') return () => Promise.reject(new AppError('storage_full', 'No space left.'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('a worker that died is taken over when its lease has ended', async () => {
  const version = await upload(lines(rows(50)));
  const dead = { ...tenant, datasetVersionId: version.datasetVersionId };
  await deps.db.system.$executeRaw`UPDATE "dataset_version" SET "status" = 'VALIDATING', "fence" = 7,
    "leaseUntil" = now() + interval '1 minute' WHERE "id" = ${dead.datasetVersionId}`;
  await run(version);
  expect(await read(version)).toMatchObject({ status: 'VALIDATING', fence: 7 });
  await deps.db.system.$executeRaw`UPDATE "dataset_version" SET "leaseUntil" = now() - interval '1 second'
    WHERE "id" = ${dead.datasetVersionId}`;
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'READY', fence: 8, attempts: 1 });
  expect(counted.trainKey).toContain(`/${version.datasetVersionId}/8/`);
});

test('what a worker says after another took the file is refused, and stops it', async () => {
  const version = await upload(lines(rows(50)));
  const work = await claimIngest(deps.db, { ...tenant, datasetVersionId: version.datasetVersionId });
  if (work === null) throw new Error('not claimed');
  await deps.db.system.$executeRaw`UPDATE "dataset_version" SET "leaseUntil" = now() - interval '1 second'
    WHERE "id" = ${version.datasetVersionId}`;
  await run(version);
  const counted = await read(version);
  expect(counted).toMatchObject({ status: 'READY', fence: 2 });
  expect(await heartbeatIngest(deps.db, work, 0.5)).toBe(false);
  expect(await refuseIngest(deps.db, work, { report: null, reason: 'late' })).toBe(false);
  expect(await retryIngest(deps.db, work, { reason: 'late', spendsAttempt: true })).toBe('lost');
  expect(await read(version)).toEqual(counted);
});

test('an edited version is made from the rows of another one, whatever became of the file', async () => {
  const version = await upload(lines(rows(100)));
  await run(version);
  const base = await read(version);
  const edit = async (number: number, edits: DatasetEdit[]) => {
    const datasetVersionId = newId('datasetVersion');
    await withOrg(deps.db, tenant.organizationId, (tx) =>
      tx.datasetVersion.create({
        data: {
          ...{ id: datasetVersionId, organizationId: tenant.organizationId, datasetId: version.datasetId, number },
          ...{ fileId: version.fileId, spec: {}, baseVersionId: base.id, edits, labelsEdited: 0, rowsRemoved: 0 },
        },
      }),
    );
    await run({ ...version, datasetVersionId });
    return read({ ...version, datasetVersionId });
  };
  await deps.storage.delete(base.file.storageKey);
  const edited = await edit(2, [
    { split: 'train', row: 1, label: null },
    { split: 'train', row: 2, label: 'even' },
  ]);
  expect(edited).toMatchObject({ status: 'READY', trainRows: 89, validationRows: 10 });
  expect(DatasetReport.parse(edited.report).labels).toMatchObject([{ rows: 50 }, { rows: 49 }]);
  expect(await deps.storage.head(duplicatesKeyOf(edited.trainKey ?? ''))).toEqual({ sizeBytes: 0 });
  // What cannot be used is told of the version, not of the file.
  const bad = await edit(3, [{ split: 'train', row: 1, label: 'rare' }]);
  expect(bad).toMatchObject({ status: 'INVALID', reason: expect.stringMatching(/label "rare" has too few/) });
  expect(bad.file).toMatchObject({ status: 'PROCESSED', statusDetails: null });
});

test('when its worker closes it goes back without an attempt', async () => {
  const closing = makeTestDeps(clone);
  try {
    const version = await upload(lines(rows(50)));
    closing.stop();
    await expect(run(version, { ...deps, closing: closing.closing })).rejects.toMatchObject({ retryable: true });
    expect(await read(version)).toMatchObject({ status: 'PENDING', attempts: 0 });
  } finally {
    await closing.close();
  }
});
