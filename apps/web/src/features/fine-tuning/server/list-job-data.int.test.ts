import { withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { newId } from '@modelmint/domain/ids';
import type { Task } from '@modelmint/domain/task';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testReport, testReports } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { listJobData } from './list-job-data.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

interface Reading {
  status: 'PENDING' | 'VALIDATING' | 'READY' | 'INVALID';
  task?: Task;
  report?: Partial<DatasetReport>;
}

/** A data set with its versions, oldest first. */
async function insertReadings({ organizationId, projectId }: TestTenant, readings: readonly Reading[]) {
  const datasetId = newId('dataset');
  const fileId = newId('file');
  const file = { id: fileId, name: 'rows.jsonl', purpose: 'fine-tune', sizeBytes: 1n, sha256: 'x', storageKey: fileId };
  await withOrg(api.deps.db, organizationId, async (tx) => {
    await tx.file.create({ data: { ...file, organizationId, projectId } });
    await tx.dataset.create({ data: { id: datasetId, organizationId, projectId, name: 'rows' } });
    for (const [index, { status, task, report }] of readings.entries())
      await tx.datasetVersion.create({
        data: {
          ...{ id: newId('datasetVersion'), organizationId, datasetId, fileId, number: index + 1, status },
          spec: task === undefined ? {} : { task },
          ...(report === undefined ? {} : { report: { ...testReport, ...report } }),
          ...(status === 'READY' ? { trainRows: 36, validationRows: 4, trainTokens: 72n, validationTokens: 8n } : {}),
        },
      });
  });
  return datasetId;
}

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});
const chat = { rows: { messages: 40, completion: 0, text: 0 }, turns: 80, systemRows: 0, longestTokens: 9 };

it('a table of texts trains a classifier and nothing else', async () => {
  const tenant = await api.makeTenant();
  await insertReadings(tenant, [{ status: 'READY', report: {} }]);
  expect(await listJobData(api.deps, principalOf(tenant))).toMatchObject([
    {
      blockedBecause: null,
      readings: [
        {
          ...{ task: 'text-classification', versionNumber: 1, status: 'READY' },
          counts: { trainRows: 36, validationRows: 4, trainTokens: 72, labels: 2 },
        },
      ],
      hasChats: false,
      unreadTasks: [],
    },
  ]);
});

it('a chat can be read anew for labels, until it was', async () => {
  const tenant = await api.makeTenant();
  const read: Reading = { status: 'READY', report: { task: 'text-generation', labels: [], chat } };
  await insertReadings(tenant, [read]);
  expect(await listJobData(api.deps, principalOf(tenant))).toMatchObject([
    { readings: [{ task: 'text-generation', counts: { labels: 0 } }], unreadTasks: ['text-classification'] },
  ]);
  const other = await api.makeTenant();
  const failed = { status: 'INVALID', task: 'text-classification', report: { textColumn: 'messages' } } as const;
  await insertReadings(other, [read, failed]);
  expect(await listJobData(api.deps, principalOf(other))).toMatchObject([
    {
      ...{ versionNumber: 2, blockedBecause: null, unreadTasks: [] },
      readings: [
        { task: 'text-classification', status: 'INVALID', counts: null },
        { task: 'text-generation', status: 'READY' },
      ],
    },
  ]);
});

it('labels that were read from chats can be read anew as chats', async () => {
  const tenant = await api.makeTenant();
  await insertReadings(tenant, [{ status: 'READY', report: { textColumn: 'messages', labelColumn: 'messages' } }]);
  expect(await listJobData(api.deps, principalOf(tenant))).toMatchObject([{ unreadTasks: ['text-generation'] }]);
});

it('says what a target holds, and whether there are ratings that differ', async () => {
  const held = async (report: Partial<DatasetReport>) => {
    const tenant = await api.makeTenant();
    await insertReadings(tenant, [{ status: 'READY', report }]);
    return (await listJobData(api.deps, principalOf(tenant)))[0]?.readings[0];
  };
  const { table } = testReports.tabular;
  expect(await held(testReports.tabular)).toMatchObject({ targetKind: 'label', hasRatings: null });
  if (table === undefined) throw new Error('no table');
  const values = { ...table, target: { name: 'income', kind: 'value' as const } };
  expect(await held({ ...testReports.tabular, table: values })).toMatchObject({ targetKind: 'value' });
  const { ratings } = testReports.recommendation;
  if (ratings === undefined) throw new Error('no ratings');
  expect(await held(testReports.recommendation)).toMatchObject({ targetKind: null, hasRatings: true });
  for (const part of [{ ratingColumn: null }, { min: 5, max: 5 }])
    expect(await held({ ...testReports.recommendation, ratings: { ...ratings, ...part } })).toMatchObject({
      hasRatings: false,
    });
});

it('a table can be read anew for what its columns make clear', async () => {
  const unreadOf = async (columns: string[], task: Task) => {
    const tenant = await api.makeTenant();
    await insertReadings(tenant, [{ status: 'READY', report: { ...testReports[task], columns } }]);
    return (await listJobData(api.deps, principalOf(tenant)))[0]?.unreadTasks;
  };
  expect(await unreadOf(['text', 'label'], 'text-classification')).toEqual([]);
  expect(await unreadOf(['text', 'age', 'label'], 'tabular')).toEqual(['text-classification']);
  expect(await unreadOf(['user_id', 'movie_id', 'label'], 'tabular')).toEqual(['recommendation']);
  expect(await unreadOf(['user_id', 'movie_id', 'target'], 'recommendation')).toEqual(['tabular']);
  expect(await unreadOf(['a', 'b', 'c'], 'tabular')).toEqual([]);
});

it.each([
  ['PENDING', /Waits to be checked/],
  ['VALIDATING', /Is being checked/],
  ['INVALID', /its report says why/],
] as const)('what is %s cannot be chosen', async (status, reason) => {
  const tenant = await api.makeTenant();
  await insertReadings(tenant, [{ status, ...(status === 'INVALID' ? { report: {} } : {}) }]);
  const [data] = await listJobData(api.deps, principalOf(tenant));
  expect(data?.blockedBecause).toMatch(reason);
});

it('shows nothing of another project', async () => {
  const tenant = await api.makeTenant();
  await insertReadings(tenant, [{ status: 'READY', report: {} }]);
  expect(await listJobData(api.deps, principalOf(await api.makeTenant()))).toEqual([]);
});
