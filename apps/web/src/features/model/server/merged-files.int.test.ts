import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import { startTestWorker, type TestWorker } from '../../../api/start-test-worker.ts';
import { unpack } from '../../../api/unpack-test-archive.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { downloadModel } from './download-model.ts';

let database: TestDatabase;
let api: TestApi;
let worker: TestWorker;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  worker = await startTestWorker(api.deps);
});
afterAll(async () => {
  await worker.close();
  await api.close();
  await database.drop();
});

const download = (tenant: TestTenant, name: string) =>
  fetch(`${api.url}/v1/models/${encodeURIComponent(name)}/download?format=merged`, {
    headers: { authorization: `Bearer ${tenant.key}` },
  });

it('asks a worker for an adapter and its base as one checkpoint, keeps it, and counts it to the storage', async () => {
  const tenant = await api.makeTenant();
  const base = await insertBaseModel(api.deps, {});
  const tuned = await insertModel(api.deps, tenant, { task: 'text-generation', base });
  const asked: unknown[] = [];
  worker.behave = (request, response) => {
    const answer = async () => {
      asked.push([request.url, JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'))]);
      const prefix = `${tuned.storagePrefix}/merged`;
      const stored = await api.deps.storage.put(`${prefix}/model.safetensors`, Buffer.from('merged'));
      const manifest = JSON.stringify({ files: [{ name: 'model.safetensors', ...stored }] });
      await api.deps.storage.put(`${prefix}/manifest.json`, Buffer.from(manifest));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"sizeBytes":6}');
    };
    void answer();
  };
  const answers = await Promise.all([download(tenant, tuned.name), download(tenant, tuned.name)]);
  const before = asked.length;
  answers.push(await download(tenant, tuned.name));
  worker.behave = null;
  expect(asked).toHaveLength(before);
  const { id: modelId, storagePrefix, name: title } = tuned;
  const body = { modelId, storagePrefix, title, base: { id: base.id, storagePrefix: base.storagePrefix } };
  expect(asked[0]).toEqual(['/merge', body]);
  for (const answer of answers) {
    expect(answer.headers.get('content-disposition')).toContain('-merged.tar.gz');
    const [[name, content] = []] = await unpack(Buffer.from(await answer.arrayBuffer()));
    expect([name?.split('/').at(-1), String(content)]).toEqual(['model.safetensors', 'merged']);
  }
  const row = await withOrg(api.deps.db, tenant.organizationId, (tx) =>
    tx.model.findUniqueOrThrow({ where: { id: tuned.id } }),
  );
  expect(row.sizeBytes).toBe(BigInt(18 + 6));
});

it('refuses what is no adapter, what the worker refuses, and who may only read', async () => {
  const tenant = await api.makeTenant();
  const base = await insertBaseModel(api.deps, {});
  const whole = await insertModel(api.deps, tenant, { task: 'text-generation', base, isWhole: true });
  const scratch = await insertModel(api.deps, tenant);
  for (const { name } of [whole, scratch]) {
    const refused = await download(tenant, name);
    expect([refused.status, await refused.json()]).toMatchObject([
      404,
      { error: { param: 'format', message: expect.stringMatching(/is no adapter/) } },
    ]);
  }
  const tuned = await insertModel(api.deps, tenant, { task: 'text-generation', base });
  worker.behave = (request, response) => {
    request.resume();
    const error = { code: 'invalid_file', message: 'it changes lm_head, which is tied', retryable: false };
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  const refused = await download(tenant, tuned.name);
  worker.behave = null;
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'invalid_file' } }]);
  const { organizationId, projectId, userId } = tenant;
  const viewer: Principal = { organizationId, projectId, userId, role: 'VIEWER', apiKeyId: null, isVerified: true };
  const asked = downloadModel(api.deps, viewer, { idOrName: tuned.name, format: 'merged' });
  await expect(asked).rejects.toMatchObject({ code: 'permission_denied' });
});
