import { gzipSync } from 'node:zlib';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel } from '../insert-test-data.ts';
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
    const response = await fetch(`${api.url}/api/projects/${tenant.projectId}/inference${path}`, {
      method,
      headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, each asserted where it is read
    return { status: response.status, body: (await response.json()) as any };
  };
}

async function upload(tenant: TestTenant, content: string | Buffer, { purpose = 'batch', name = 'rows.csv' } = {}) {
  const form = new FormData();
  form.set('purpose', purpose);
  form.set('file', new File([new Uint8Array(Buffer.from(content))], name));
  const headers = { authorization: `Bearer ${tenant.key}` };
  const response = await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body: form });
  return ((await response.json()) as { id: string }).id;
}

const csv = 'id,review\n1,"good, really"\n2,bad\n3,\n';
const route = '/v1/classifications';

it('looks into files: columns, first rows, whole calls', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const look = async (content: string | Buffer, options?: { purpose?: string; name?: string }) =>
    (await page('GET', `/inputs/${await upload(tenant, content, options)}`)).body;
  expect(await look(csv)).toMatchObject({
    ...{ format: 'csv', columns: ['id', 'review'], lines: null },
    samples: [
      { id: '1', review: 'good, really' },
      { id: '2', review: 'bad' },
      { id: '3', review: '' },
    ],
  });
  expect(await look(gzipSync('{"text":"a","n":1}\n{"text":"b"}\n'))).toMatchObject({
    ...{ format: 'jsonl', columns: ['text', 'n'], samples: [{ text: 'a', n: '1' }, { text: 'b' }] },
  });
  expect(await look('"one text"\n"another"\n')).toMatchObject({
    columns: [],
    samples: [{ '': 'one text' }, { '': 'another' }],
  });
  const line = { custom_id: 'a', method: 'POST', url: route, body: { model: 'm', input: 'x' } };
  expect(await look(JSON.stringify(line))).toMatchObject({ lines: { route, model: 'm' } });
  const refusal = async (content: string | Buffer, options?: { purpose?: string }) => {
    const { error } = await look(content, options);
    return [error.code, error.param];
  };
  expect(await refusal('PK\u0003\u0004zip')).toEqual(['invalid_file', 'fileId']);
  expect(await refusal(Buffer.from([0xff, 0xfe, 0x61, 0x00]))).toEqual(['invalid_file', 'fileId']);
  expect(await refusal(Buffer.from([0x1f, 0x8b, 0x00]))).toEqual(['invalid_file', 'fileId']);
  expect(await refusal('\n \n')).toEqual(['invalid_file', 'fileId']);
  expect(await refusal('x', { purpose: 'base-model' })).toEqual(['invalid_file', 'fileId']);
});

it('says the price before, refuses what rows cannot have in common, and starts a job', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const { name: model, id: modelId } = await insertModel(api.deps, tenant);
  const fileId = await upload(tenant, csv);
  const asked = { model, route, fileId, column: 'review', parameters: { top_k: 2 } };
  const { body: estimate } = await page('POST', '/estimate', asked);
  expect(estimate).toMatchObject({ rows: 3, refused: 1, isExact: true, isAffordable: true, seconds: null });
  // good , really bad: words and marks are what a template counts.
  expect(estimate.tokens).toEqual({ low: '3', high: '4' });
  expect(estimate.firstProblem).toEqual({ row: 3, message: "Invalid value for 'input': the text is empty." });
  const { rateMicros, amountMicros } = estimate;
  expect(Number(amountMicros.high)).toBe(Math.round((4 * Number(rateMicros)) / 1e6));
  const refused: [object, number, string, string][] = [
    [{ column: 'title' }, 200, '', ''],
    [{ model: 'ft:none' }, 404, 'model_not_found', 'model'],
    [{ route: '/v1/embeddings' }, 400, 'invalid_value', 'model'],
    [{ route: '/v1/responses' }, 400, 'invalid_value', 'route'],
    [{ parameters: { top_k: 0 } }, 400, 'invalid_value', 'top_k'],
    [{ parameters: { temperature: 1 } }, 400, 'unknown_parameter', 'temperature'],
    [{ fileId: newId('file') }, 404, 'not_found', 'fileId'],
    [{ other: 1 }, 400, 'unknown_parameter', 'other'],
  ];
  for (const path of ['/estimate', ''])
    for (const [more, status, code, param] of refused) {
      if (status === 200) continue;
      const answer = await page('POST', path, { ...asked, ...more });
      expect([answer.status, answer.body.error.code, answer.body.error.param]).toEqual([status, code, param]);
    }
  expect((await page('POST', '/estimate', { ...asked, column: 'title' })).body).toMatchObject({
    ...{ rows: 3, refused: 3, firstProblem: { row: 1, message: "The row has no column 'title'." } },
  });
  const { status, body: job } = await page('POST', '', { ...asked, name: 'November' });
  expect(status).toBe(201);
  expect(job).toMatchObject({ name: 'November', mode: 'ROWS', shown: 'validating', model, modelId, column: 'review' });
  expect(job).toMatchObject({ parameters: { top_k: 2 }, inputFileId: fileId, rateMicros });
  expect((await page('GET', '?q=novem')).body.data).toMatchObject([{ id: job.id, title: 'November' }]);
  expect((await page('GET', '?q=ROWS.csv&state=validating')).body.data).toMatchObject([
    { inputFile: { name: 'rows.csv' } },
  ]);
  expect((await page('GET', '?state=completed')).body.data).toEqual([]);
  expect((await page('GET', '?q=%25')).body.data).toEqual([]);
  expect((await page('GET', '?after=batch_none')).body.error).toMatchObject({ code: 'invalid_value', param: 'after' });
  expect((await page('GET', '?state=none')).body.error).toMatchObject({ code: 'invalid_value', param: 'state' });
  expect((await page('GET', `/${job.id}/download`)).body.error.code).toBe('invalid_state');
  expect((await page('GET', `/${job.id}/results`)).body).toEqual({ data: [] });
});

it('reckons the price of a large file from its beginning', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  const rows = Array.from({ length: 300 }, (_, row) => `${row},"${'many words\n'.repeat(700)}"`);
  const fileId = await upload(tenant, `id,review\n${rows.join('\n')}\n`);
  const asked = { model, route, fileId, column: 'review' };
  const { body: estimate } = await pageOf(tenant)('POST', '/estimate', asked);
  expect(estimate).toMatchObject({ isExact: false, refused: 0, firstProblem: null });
  expect(Math.abs(estimate.rows - 300)).toBeLessThan(3);
  expect(Math.abs(Number(estimate.tokens.high) - 300 * 1_400)).toBeLessThan(3_000);
});

it('prices the lines of a batch by the model that they name', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const { name: model } = await insertModel(api.deps, tenant);
  const lines = ['one', 'two words'].map((input, i) =>
    JSON.stringify({ custom_id: `c${i}`, method: 'POST', url: route, body: { model, input } }),
  );
  const fileId = await upload(tenant, lines.join('\n'), { name: 'lines.jsonl' });
  const asked = { model, route, fileId, lines: true };
  expect((await page('POST', '/estimate', asked)).body).toMatchObject({ rows: 2, refused: 0, tokens: { high: '3' } });
  const { body: job } = await page('POST', '/lines', { fileId, route });
  expect(job).toMatchObject({ mode: 'BATCH', model: null, route });
  const trained = await upload(tenant, lines.join('\n'), { purpose: 'fine-tune' });
  expect((await page('POST', '/lines', { fileId: trained, route })).body.error.code).toBe('invalid_file');
});

it('shows results and errors, and writes a CSV that no spreadsheet runs', async () => {
  const tenant = await api.makeTenant();
  const { organizationId, projectId } = tenant;
  const page = pageOf(tenant);
  const { name: model } = await insertModel(api.deps, tenant);
  const fileId = await upload(tenant, csv);
  const { body: job } = await page('POST', '', { model, route, fileId, column: 'review' });
  const scores = [{ label: '=good', score: 0.75 }];
  const results = [
    { row: 1, input: '=1+1', output: { label: '=good', score: 0.75, scores }, error: null },
    {
      row: 2,
      input: 'bad',
      output: null,
      error: { code: 'invalid_value', message: 'It is too long.', param: 'input' },
    },
  ].map((one) => `${JSON.stringify(one)}\n`);
  const outputFileId = newId('file');
  const stored = await api.deps.storage.put(outputFileId, Buffer.from(results.join('')));
  const file = { id: outputFileId, name: 'rows-results.jsonl', purpose: 'batch_output', storageKey: outputFileId };
  const size = { sizeBytes: BigInt(stored.sizeBytes), sha256: stored.sha256 };
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.file.create({ data: { ...file, ...size, organizationId, projectId } }),
  );
  await api.deps.db.system.inferenceJob.update({
    where: { id: job.id },
    data: { status: 'COMPLETED', outputFileId, rowsTotal: 2, rowsDone: 1, rowsFailed: 1, finishedAt: new Date() },
  });
  const answered = { key: '1', input: '=1+1', error: null, fields: { label: '=good', score: 0.75 } };
  const wrong = { key: '2', input: 'bad', fields: {}, error: { code: 'invalid_value', message: 'It is too long.' } };
  expect((await page('GET', `/${job.id}/results`)).body.data).toMatchObject([answered, wrong]);
  expect((await page('GET', `/${job.id}/results?only=errors`)).body.data).toMatchObject([wrong]);
  expect((await page('GET', `/${job.id}/results?limit=0`)).body.error.param).toBe('limit');
  const download = (format: string) =>
    fetch(`${api.url}/api/projects/${projectId}/inference/${job.id}/download?format=${format}`, {
      headers: { cookie: tenant.cookie },
    });
  const table = await download('csv');
  expect(table.headers.get('content-disposition')).toContain('filename="rows-results.csv"');
  expect((await table.text()).split('\r\n')).toEqual([
    'row,input,label,score,scores,error_code,error',
    `1,"'=1+1","'=good",0.75,"[{""label"":""=good"",""score"":0.75}]",,`,
    '2,bad,,,,invalid_value,It is too long.',
    '',
  ]);
  expect(await (await download('jsonl')).text()).toBe(results.join(''));
  expect((await download('xlsx')).status).toBe(400);
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.file.update({ where: { id: outputFileId }, data: { deletedAt: new Date() } }),
  );
  const gone = await download('csv');
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('The result file was deleted.')]);
});
