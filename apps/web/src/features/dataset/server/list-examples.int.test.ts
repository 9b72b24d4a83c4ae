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
async function store(tenant: TestTenant, task: Task, rows: object[]): Promise<{ datasetId: string; trainKey: string }> {
  const { datasetId, datasetVersionId: id } = await makePendingVersion(api.deps, tenant, { bytes: Buffer.from('x') });
  const trainKey = `datasets/${id}/1/train.jsonl`;
  const validationKey = `datasets/${id}/1/validation.jsonl`;
  const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await api.deps.storage.put(task === 'image-classification' ? previewKeyOf(trainKey) : trainKey, lines);
  const data = { status: 'READY', trainKey, validationKey, trainRows: rows.length, validationRows: 0 } as const;
  await withOrg(api.deps.db, tenant.organizationId, (tx) =>
    tx.datasetVersion.update({ where: { id }, data: { ...data, report: { ...testReport, task } } }),
  );
  return { datasetId, trainKey };
}

it('pages through conversations, prompts and texts', async () => {
  const tenant = await api.makeTenant();
  const messages = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'A line\u2028and another', weight: 1 },
  ];
  const rows = [{ text: 'first' }, { messages }, { prompt: 'p', completion: 'c' }, { text: 'last' }];
  const { datasetId } = await store(tenant, 'text-generation', rows);
  expect(await listExamples(api.deps, principalOf(tenant), { datasetId, offset: 1, limit: 2 })).toEqual({
    task: 'text-generation',
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
  expect(await listExamples(api.deps, principalOf(tenant), { datasetId })).toEqual({
    task: 'image-classification',
    examples: [{ text: 'cat/1.png', label: 'cat', image: row.image }],
    total: 1,
  });
  await deleteDataset(api.deps, principalOf(tenant), datasetId);
  expect(await api.deps.storage.head(previewKeyOf(trainKey))).toBeNull();
});
