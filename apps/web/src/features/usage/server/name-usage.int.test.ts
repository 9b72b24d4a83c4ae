import { cloneDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi } from '../../../api/start-test-api.ts';
import { nameUsage } from './name-usage.ts';

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

it('names tuned models, checkpoints that were called as they are, and keys; nothing of others', async () => {
  const tenant = await api.makeTenant();
  const other = await api.makeTenant();
  const tuned = await insertModel(api.deps, tenant);
  const own = await insertBaseModel(api.deps, { tenant, deletedAt: new Date() });
  const shared = await insertBaseModel(api.deps, {});
  const foreign = await insertBaseModel(api.deps, { tenant: other });
  const modelIds = [tuned, own, shared, foreign].map(({ id }) => id);
  const keyIds = [tenant.keyId, other.keyId];
  const { models, keys, projects } = await nameUsage(api.deps, tenant.organizationId, { modelIds, keyIds });
  expect([...projects.keys()]).toEqual([tenant.projectId]);
  expect(Object.fromEntries(models)).toEqual(
    Object.fromEntries([tuned, own, shared].map(({ id, name }) => [id, name])),
  );
  expect([...keys.keys()]).toEqual([tenant.keyId]);
});
