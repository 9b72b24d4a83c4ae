import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvaluationView } from '../../features/evaluation/server/evaluation-view.ts';
import { readRowImages } from '../../features/evaluation/server/read-row-images.ts';
import { insertModel, testReport, testReports } from '../insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

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

/** What a page does: cookie, own origin, JSON. */
function pageOf(tenant: TestTenant) {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api.url}/api/projects/${tenant.projectId}/evaluations${path}`, {
      method,
      headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, each asserted where it is read
    return { status: response.status, body: (await response.json()) as any };
  };
}

/** A data set of four held-out rows, whose bytes are there. */
async function makeData({ organizationId, projectId }: TestTenant, report = testReport, validationRows = 4) {
  const [datasetId, fileId, id] = [newId('dataset'), newId('file'), newId('datasetVersion')];
  const validationKey = `datasets/${id}/1/validation.jsonl`;
  const rows = Array.from({ length: 4 }, (_, i) => JSON.stringify({ text: `the text ${i}`, label: 'good' }));
  await api.deps.storage.put(validationKey, Buffer.from(`${rows.join('\n')}\n`));
  await withOrg(api.deps.db, organizationId, async (tx) => {
    const file = { name: 'rows.jsonl', purpose: 'fine-tune', sizeBytes: 1n, sha256: '', storageKey: fileId };
    await tx.file.create({ data: { id: fileId, organizationId, projectId, ...file } });
    await tx.dataset.create({ data: { id: datasetId, organizationId, projectId, name: 'tickets' } });
    const counts = { status: 'READY' as const, report, validationKey, trainRows: 36, validationRows };
    await tx.datasetVersion.create({
      data: { id, organizationId, datasetId, number: 1, fileId, spec: {}, ...counts },
    });
  });
  return datasetId;
}

it('tells the price by every row, starts with it, and keeps its job off the list of inference jobs', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const { name: model } = await insertModel(api.deps, tenant);
  const datasetId = await makeData(tenant);
  const { body: estimate } = await page('POST', '/estimate', { model, datasetId });
  expect(estimate).toMatchObject({ rows: 4, isExact: true, tokens: { high: '12' }, isAffordable: true });
  const { status, body } = await page('POST', '', { model, datasetId, name: 'first' });
  expect(status).toBe(201);
  const { body: view } = await page('GET', `/${body.id}`);
  expect(view).toMatchObject({
    title: 'first',
    datasetName: 'tickets',
    part: 'validation',
    rowsAsked: 4,
    report: null,
  });
  expect(view.job).toMatchObject({ status: 'VALIDATING', column: 'text', parameters: { top_k: 1_000 } });
  const { body: list } = await page('GET', '?q=ticket&state=validating');
  expect(list.data.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  expect((await page('GET', '?q=%25')).body.data).toEqual([]);
  expect(await page('GET', '?after=eval_none')).toMatchObject({ status: 400, body: { error: { param: 'after' } } });
  const { body: jobs } = await page('GET', '/../inference');
  expect(jobs).toEqual({ data: [], hasMore: false });

  const none = await page('GET', `/${body.id}/rows/download`);
  expect(none.body.error.message).toBe('The evaluation has no judged rows yet.');
  expect(await page('DELETE', `/${body.id}`)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_state' } },
  });
  expect((await page('POST', `/${body.id}/cancel`, {})).body.job.shown).toBe('cancelled');
  expect(await page('POST', `/${body.id}/cancel`, {})).toMatchObject({ body: { error: { code: 'invalid_state' } } });
  expect((await page('DELETE', `/${body.id}`)).status).toBe(200);
  expect((await page('GET', `/${body.id}`)).status).toBe(404);
});

it('refuses what cannot be measured, with what to choose instead', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const { name: model } = await insertModel(api.deps, tenant);
  const { name: table } = await insertModel(api.deps, tenant, { task: 'tabular' });
  const refusal = async (body: object) => {
    const { status, body: answer } = await page('POST', '', body);
    return [status, answer.error?.param, answer.error?.message];
  };
  const words = (text: string) => expect.stringContaining(text);
  const texts = await makeData(tenant);
  expect(await refusal({ model: table, datasetId: texts })).toEqual([400, 'datasetId', words('Choose another')]);
  const ratings = await makeData(tenant, testReports.recommendation);
  expect(await refusal({ model, datasetId: ratings })).toEqual([400, 'datasetId', words('while they are trained')]);
  const none = await makeData(tenant, testReport, 0);
  expect(await refusal({ model, datasetId: none })).toEqual([400, 'part', words('no held-out rows')]);
  const many = await makeData(tenant, testReport, 100_001);
  expect(await refusal({ model, datasetId: many })).toEqual([400, 'part', words('at most 100,000')]);
  expect(await refusal({ model, datasetId: newId('dataset') })).toEqual([404, 'dataset_id', 'No such data set.']);
  expect(await refusal({ model: 'nobody', datasetId: texts })).toEqual([404, 'model', words('does not exist')]);
  expect((await refusal({ model, datasetId: texts, maxTokens: 0 }))[1]).toBe('maxTokens');
  expect((await refusal({ model, datasetId: texts, more: 1 }))[0]).toBe(400);
  const { id: first } = (await page('POST', '', { model, datasetId: texts })).body;
  const pair = await page('POST', `/${first}/comparisons/${first}`, {});
  expect(pair.body.error.message).toContain('the same evaluation');
  const { id: second } = (await page('POST', '', { model, datasetId: texts })).body;
  const open = await page('POST', `/${first}/comparisons/${second}`, {});
  expect(open.body.error.message).toContain('has no figures');
});

it('finds small copies of images by the numbers of their rows, in both parts of the data', async () => {
  const tenant = await api.makeTenant();
  const datasetId = await makeData(tenant, testReports['image-classification']);
  const { deps } = api;
  const { id: datasetVersionId, validationKey } = await withOrg(deps.db, tenant.organizationId, (tx) =>
    tx.datasetVersion.findFirstOrThrow({ where: { datasetId } }),
  );
  const preview = (name: string) => `${JSON.stringify({ label: 'a', name, image: `data:,${name}` })}\n`;
  const previewKey = (validationKey ?? '').replace('.jsonl', '-preview.jsonl');
  await deps.storage.put(previewKey, Buffer.from(preview('one') + preview('two')));
  const { organizationId, projectId, userId } = tenant;
  const principal = { organizationId, projectId, userId, role: 'OWNER' as const, apiKeyId: null };
  const of = (part: 'validation' | 'all', rows: number[]) =>
    readRowImages(deps, principal, {
      evaluation: { task: 'image-classification', datasetVersionId, part } as EvaluationView,
      rows: rows.map((row) => ({ row })),
    });
  expect(await of('validation', [2, 9])).toEqual({ 2: 'data:,two' });
  // 36 rows of the other part stand in front, whose copies are gone.
  expect(await of('all', [1, 37])).toEqual({ 37: 'data:,one' });
});
