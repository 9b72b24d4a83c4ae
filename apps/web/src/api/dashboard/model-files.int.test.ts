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

const get = (tenant: TestTenant, path: string) =>
  fetch(`${api.url}/api/projects/${tenant.projectId}/models/${path}`, { headers: { cookie: tenant.cookie } });

it('lists every file of a model with its size, and sends each as it is', async () => {
  const tenant = await api.makeTenant();
  const { id } = await insertModel(api.deps, tenant);
  const { data } = (await (await get(tenant, `${id}/files`)).json()) as { data: object[] };
  expect(data).toEqual([{ name: 'weights.bin', sizeBytes: 18, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  const file = await get(tenant, `${id}/files/weights.bin`);
  expect(file.headers.get('content-disposition')).toContain('filename="weights.bin"');
  expect(await file.text()).toBe('weights of a model');
});

it.each(['none.bin', '..%2Fmanifest.json', 'manifest.json'])('has no file %s', async (name) => {
  const tenant = await api.makeTenant();
  const { id } = await insertModel(api.deps, tenant);
  const answer = await get(tenant, `${id}/files/${name}`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: 'not_found', param: 'name' } });
});

it('cuts the line when the stored bytes are not those of the model', async () => {
  const tenant = await api.makeTenant();
  const { id, storagePrefix } = await insertModel(api.deps, tenant);
  await api.deps.storage.put(`${storagePrefix}/weights.bin`, Buffer.from('weights of a rogue'));
  const file = await get(tenant, `${id}/files/weights.bin`);
  await expect(file.text()).rejects.toThrow();
});
