import { duplicatesKeyOf } from '@modelmint/db/ingest/duplicates-key';
import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import type { Task } from '@modelmint/domain/task';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import { makePendingVersion } from '@modelmint/testing/make-pending-version';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testReport } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { deleteDataset } from './delete-dataset.ts';
import { editExamples } from './edit-examples.ts';
import { getDataset } from './get-dataset.ts';
import { listDatasetPage } from './list-dataset-page.ts';
import { listDuplicates } from './list-duplicates.ts';
import { listExamples } from './list-examples.ts';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});

/** A data set as the worker leaves it. */
async function store(
  tenant: TestTenant,
  task: Task,
  rows: object[],
): Promise<{ datasetId: string; datasetVersionId: string; trainKey: string }> {
  const { datasetId, datasetVersionId: id } = await makePendingVersion(api.deps, tenant, { bytes: Buffer.from('x') });
  const trainKey = `datasets/${id}/1/train.jsonl`;
  const validationKey = `datasets/${id}/1/validation.jsonl`;
  const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await api.deps.storage.put(task === 'image-classification' ? previewKeyOf(trainKey) : trainKey, lines);
  const data = { status: 'READY', trainKey, validationKey, trainRows: rows.length, validationRows: 0 } as const;
  await withOrg(api.deps.db, tenant.organizationId, (tx) =>
    tx.datasetVersion.update({ where: { id }, data: { ...data, report: { ...testReport, task } } }),
  );
  return { datasetId, datasetVersionId: id, trainKey };
}

it('pages through conversations, prompts and texts', async () => {
  const tenant = await api.makeTenant();
  const messages = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'A line\u2028and another', weight: 1 },
  ];
  const rows = [{ text: 'first' }, { messages }, { prompt: 'p', completion: 'c' }, { text: 'last' }];
  const { datasetId } = await store(tenant, 'text-generation', rows);
  expect(await listExamples(api.deps, principalOf(tenant), { datasetId, after: '1', limit: 2 })).toMatchObject({
    ...{ task: 'text-generation', read: { from: 1, to: 3 } },
    examples: [
      {
        text: 'Hi',
        label: 'A line\u2028and another',
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'A line\u2028and another' },
        ],
      },
      { text: 'p', label: 'c' },
    ],
    total: 4,
  });
});

it('shows images by their previews, which go with the data set', async () => {
  const tenant = await api.makeTenant();
  const row = { label: 'cat', name: 'cat/1.png', image: 'data:image/png;base64,AA==' };
  const { datasetId, trainKey } = await store(tenant, 'image-classification', [row]);
  expect(await listExamples(api.deps, principalOf(tenant), { datasetId })).toMatchObject({
    task: 'image-classification',
    examples: [{ text: 'cat/1.png', label: 'cat', image: row.image }],
    total: 1,
  });
  await deleteDataset(api.deps, principalOf(tenant), datasetId);
  expect(await api.deps.storage.head(previewKeyOf(trainKey))).toBeNull();
});

it('searches page by page in 100,000 rows, and goes on where a page ended', async () => {
  const tenant = await api.makeTenant();
  const rows = Array.from({ length: 100_000 }, (_, i) => ({
    text: i % 1_000 === 7 ? `the Needle ${i}` : `straw ${i}`,
    label: i % 2 === 0 ? 'good' : 'bad',
  }));
  const { datasetId } = await store(tenant, 'text-classification', rows);
  const search = (asked: object) => listExamples(api.deps, principalOf(tenant), { datasetId, q: 'needle', ...asked });
  const found: number[] = [];
  let after: string | undefined;
  do {
    const page = await search({ limit: 40, after });
    found.push(...page.examples.map(({ row }) => row));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(found).toEqual(Array.from({ length: 100 }, (_, i) => i * 1_000 + 8));
  expect((await search({ label: 'good' })).examples).toEqual([]);
  const { next } = await search({ q: '', limit: 1 });
  for (const wrong of [`1.${Number(next?.split('.')[1]) + 3}.1`, '1.999999999.1'])
    await expect(search({ after: wrong })).rejects.toMatchObject({ code: 'invalid_value', param: 'after' });
});

it('makes a version of changed rows, once', async () => {
  const tenant = await api.makeTenant();
  const rows = [1, 2, 3].map((i) => ({ text: `text ${i}`, label: 'good' }));
  const { datasetId, datasetVersionId: baseVersionId } = await store(tenant, 'text-classification', rows);
  const principal = principalOf(tenant);
  const edit = (edits: object[], base = baseVersionId) =>
    editExamples(api.deps, principal, { datasetId, baseVersionId: base, edits: edits as never });
  const row = { split: 'train', row: 1, label: 'bad' };
  for (const [edits, message] of [
    [[{ ...row, row: 4 }], /^Row 4 of train: there are 3 rows only/],
    [[{ ...row, split: 'validation' }], /^Row 1 of validation: there are 0 rows only/],
    [[row, { ...row, label: null }], /it is changed twice/],
    [[{ ...row, label: ' ' }], /^Row 1 of train: .*empty/],
  ] as const)
    await expect(edit([...edits])).rejects.toMatchObject({
      code: 'invalid_value',
      message: expect.stringMatching(message),
    });
  expect(await edit([row, { ...row, row: 3, label: null }])).toMatchObject({ number: 2 });
  // Another tab had the same rows open.
  await expect(edit([row])).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/^Version 2/) });
  const detail = await getDataset(api.deps, principal, { datasetId });
  expect(detail).toMatchObject({ versionNumber: 2, status: 'PENDING', editableVersionId: null });
  expect(detail.versions).toMatchObject([{ edited: { base: 1, labels: 1, removed: 1 } }, { edited: null }]);
  expect(await getDataset(api.deps, principal, { datasetId, version: 1 })).toMatchObject({
    ...{ versionId: baseVersionId, versionNumber: 1, newestNumber: 2 },
  });
  await expect(getDataset(api.deps, principal, { datasetId, version: 3 })).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    editExamples(api.deps, { ...principal, role: 'VIEWER' }, { datasetId, baseVersionId, edits: [] }),
  ).rejects.toMatchObject({ code: 'permission_denied' });
});

it('lists rows that repeat others, and says where nobody looked', async () => {
  const tenant = await api.makeTenant();
  const { datasetId, trainKey } = await store(tenant, 'text-classification', [{ text: 'a', label: 'b' }]);
  const list = (asked: object = {}) => listDuplicates(api.deps, principalOf(tenant), { datasetId, ...asked });
  expect(await list()).toMatchObject({ version: 1, groups: null });
  const members = [1, 2].map((row) => ({ split: 'train', row, label: 'b' }));
  const groups = ['conflicting', 'exact', 'exact'].map((kind) => ({
    ...{ kind, rows: 2, example: { text: 'a', label: 'b' }, members },
  }));
  const key = duplicatesKeyOf(trainKey);
  await api.deps.storage.put(key, Buffer.from(groups.map((group) => `${JSON.stringify(group)}\n`).join('')));
  const page = await list({ kind: 'exact', limit: 1 });
  expect(page).toMatchObject({ groups: [{ kind: 'exact', example: { text: 'a' }, members }], hasMore: true });
  expect(await list({ kind: 'exact', limit: 1, after: 1 })).toMatchObject({ hasMore: false });
  await deleteDataset(api.deps, principalOf(tenant), datasetId);
  expect(await api.deps.storage.head(key)).toBeNull();
});

it('pages through data sets, by name and by the state of the newest version', async () => {
  const tenant = await api.makeTenant();
  const made: string[] = [];
  for (const name of ['one%.jsonl', 'two.jsonl', 'three.jsonl'])
    made.unshift((await makePendingVersion(api.deps, tenant, { bytes: Buffer.from('x'), name })).datasetId);
  const { datasetId } = await store(tenant, 'text-classification', [{ text: 'a', label: 'b' }]);
  made.unshift(datasetId);
  const list = async (asked: object) => {
    const { datasets, hasMore } = await listDatasetPage(api.deps, principalOf(tenant), asked);
    return [...datasets.map(({ id }) => made.indexOf(id)), hasMore];
  };
  expect(await list({ limit: 3 })).toEqual([0, 1, 2, true]);
  expect(await list({ limit: 3, after: made[2] })).toEqual([3, false]);
  expect(await list({ state: 'pending', limit: 2 })).toEqual([1, 2, true]);
  expect(await list({ state: 'ready' })).toEqual([0, false]);
  expect(await list({ q: 'TWO' })).toEqual([2, false]);
  expect(await list({ q: '%.' })).toEqual([3, false]);
  await expect(list({ after: 'ds_other' })).rejects.toMatchObject({ code: 'invalid_value', param: 'after' });
});
