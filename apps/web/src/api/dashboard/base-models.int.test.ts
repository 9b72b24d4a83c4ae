import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../insert-test-data.ts';
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

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, each asserted where it is read
  body: any;
}

async function call(cookie: string, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${api.url}/api${path}`, {
    method,
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  return { status: response.status, body: await response.json() };
}

const pageOf = (tenant: TestTenant) => (method: string, path: string, body?: object) =>
  call(tenant.cookie, method, `/projects/${tenant.projectId}${path}`, body);
const hub = (name: string, repository = `owner/${name}`) => ({ name, source: { kind: 'hub', repository } });

async function insertArchive({ organizationId, projectId }: TestTenant, purpose: string): Promise<string> {
  const id = newId('file');
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.file.create({
      data: {
        ...{ id, organizationId, projectId, purpose },
        name: 'tiny.zip',
        sizeBytes: 1n,
        sha256: 'x',
        storageKey: id,
      },
    }),
  );
  return id;
}

it('imports for an organization: it waits, is told, cannot take a name twice, and can be deleted', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const told: string[] = [];
  const stop = api.deps.rows.subscribe(tenant.organizationId, (event) => {
    if (event?.row.kind === 'base_model') told.push(event.row.id);
  });
  const made = await page('POST', '/base-models', hub('tiny-llama'));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: 'tiny-llama', status: 'PENDING', isShared: false, facts: null });
  expect(made.body.origin).toEqual({ kind: 'hub', repository: 'owner/tiny-llama', revision: 'main' });
  await expect.poll(() => told).toContain(made.body.id);
  const again = await page('POST', '/base-models', hub('tiny-llama'));
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'name' } } });
  expect((await page('DELETE', `/base-models/${made.body.id}`)).status).toBe(200);
  expect((await page('GET', `/base-models/${made.body.id}`)).body.error.code).toBe('model_not_found');
  expect((await page('POST', '/base-models', hub('tiny-llama'))).status).toBe(201);
  stop();
});

it.each([
  ['a name with capitals', hub('Tiny'), 'name'],
  ['the name of a template', hub('text-classifier-lstm'), 'name'],
  ['an address in place of a repository', hub('tiny', 'https://huggingface.co/a/b'), 'source.repository'],
  ['a folder of the platform', { name: 'tiny', source: { kind: 'folder', path: '/etc' } }, 'source'],
  ['a file that is not there', { name: 'tiny', source: { kind: 'file', fileId: 'file-none' } }, 'source.fileId'],
  ['an unknown source', { name: 'tiny', source: { kind: 'ftp' } }, 'source.kind'],
])('refuses %s', async (_, body, param) => {
  const answer = await pageOf(await api.makeTenant())('POST', '/base-models', body);
  expect([400, 409]).toContain(answer.status);
  expect(answer.body.error.param).toBe(param);
  expect(answer.body.error.message.length).toBeGreaterThan(10);
});

it('takes an archive by its file, and refuses one that was uploaded for something else', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const source = async (purpose: string) => ({ kind: 'file', fileId: await insertArchive(tenant, purpose) });
  const refused = await page('POST', '/base-models', { name: 'tiny', source: await source('fine-tune') });
  expect(refused.body.error).toMatchObject({ code: 'invalid_file', param: 'source.fileId' });
  const made = await page('POST', '/base-models', { name: 'tiny', source: await source('base-model') });
  expect(made).toMatchObject({ status: 201, body: { origin: { kind: 'file' } } });
});

it('lists own ones first and those of everybody with their prices; what is everybody’s is not deleted by a tenant', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const shared = await insertBaseModel(api.deps);
  const encoder = await insertBaseModel(api.deps, { tenant, facts: { kind: 'encoder' } });
  const { data } = (await page('GET', '/base-models')).body;
  const found = (name: string) => data.find((one: { name: string }) => one.name === name);
  expect(data[0].name).toBe(encoder.name);
  expect(found(shared.name)).toMatchObject({ isShared: true, trainingMicros: '1000000', callingMicros: '400000' });
  expect(found(encoder.name)).toMatchObject({ isShared: false, trainingMicros: '600000', callingMicros: '50000' });
  const refused = await page('DELETE', `/base-models/${shared.id}`);
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'permission_denied' } } });
  const other = pageOf(await api.makeTenant());
  expect((await other('GET', `/base-models/${encoder.id}`)).status).toBe(404);
  expect((await other('DELETE', `/base-models/${encoder.id}`)).status).toBe(404);
});

it('stays while a tuned model stands on it, which its page names', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const base = await insertBaseModel(api.deps, { tenant, name: 'mine' });
  const { id } = await insertModel(api.deps, tenant, { base, task: 'text-generation' });
  expect((await page('GET', '/base-models/mine')).body).toMatchObject({ modelsTotal: 1, models: [{ id }] });
  const refused = await page('DELETE', `/base-models/${base.id}`);
  expect(refused.body.error).toMatchObject({ code: 'invalid_state' });
  expect(refused.body.error.message).toContain('1 tuned model stands on it');
  expect((await page('DELETE', `/models/${id}`)).status).toBe(200);
  expect((await page('DELETE', `/base-models/${base.id}`)).status).toBe(200);
});

it('lets the operator import for everybody, from a folder or the hub but not from a file', async () => {
  const cookie = await api.makeCookie({ isOperator: true });
  const operator = (method: string, path: string, body?: object) => call(cookie, method, `/operator${path}`, body);
  const folder = { kind: 'folder', path: '/srv/models/tiny' };
  const made = await operator('POST', '/base-models', { name: 'for-all', source: folder });
  expect(made).toMatchObject({ status: 201, body: { isShared: true, source: folder, status: 'PENDING' } });
  const file = await operator('POST', '/base-models', { name: 'no', source: { kind: 'file', fileId: 'file-x' } });
  expect(file.body.error).toMatchObject({ code: 'invalid_value', param: 'source' });
  expect((await operator('GET', '/base-models')).body.data.map(({ name }: { name: string }) => name)).toContain(
    'for-all',
  );
  // A tenant does not see what is still on its way, and never the folder.
  const page = pageOf(await api.makeTenant());
  expect((await page('GET', '/base-models/for-all')).status).toBe(404);
  await api.deps.db.system.baseModel.update({ where: { id: made.body.id }, data: { status: 'READY' } });
  const seen = (await page('GET', '/base-models/for-all')).body;
  expect(seen.origin).toEqual({ kind: 'folder' });
  expect(JSON.stringify(seen)).not.toContain('/srv');
  expect((await operator('DELETE', `/base-models/${made.body.id}`)).status).toBe(200);
  expect((await operator('DELETE', `/base-models/${made.body.id}`)).body.error.code).toBe('model_not_found');
});
