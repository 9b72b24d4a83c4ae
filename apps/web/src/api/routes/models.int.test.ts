import { withOrg } from '@modelmint/db/with-org';
import { scratchModels } from '@modelmint/domain/base-model';
import { newId } from '@modelmint/domain/ids';
import { suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../insert-test-data.ts';
import { refusalOf } from '../refusal-of.ts';
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

const modelsOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 }).models;
const can = {
  ...{ fine_tuning: false, classification: false, generation: false, embeddings: false },
  ...{ prediction: false, recommendation: false },
};

it('lists endpoints, tuned models, checkpoints of the organization and of everybody, and templates', async () => {
  const tenant = await api.makeTenant();
  const shared = await insertBaseModel(api.deps, {});
  const encoder = await insertBaseModel(api.deps, {
    tenant,
    facts: { kind: 'encoder', labels: ['a', 'b'], contextLength: 512 },
  });
  await insertBaseModel(api.deps, { tenant: await api.makeTenant() });
  await insertBaseModel(api.deps, { tenant, status: 'IMPORTING' });
  await insertBaseModel(api.deps, { tenant, deletedAt: new Date() });
  const hidden = await insertBaseModel(api.deps, { name: 'hidden-one' });
  const own = await insertBaseModel(api.deps, { tenant, name: hidden.name, facts: { parameters: 5 } });
  const tuned = await insertModel(api.deps, tenant, { task: 'text-generation', base: shared });
  const { organizationId, projectId } = tenant;
  const endpoint = { id: newId('endpoint'), organizationId, projectId, name: 'helper', modelId: tuned.id };
  await withOrg(api.deps.db, organizationId, (tx) => tx.endpoint.create({ data: endpoint }));
  const { data } = await modelsOf(tenant).list();
  const generates = { ...can, generation: true };
  expect(data.map(({ id }) => id)).toEqual([
    ...['helper', tuned.name, own.name, encoder.name, shared.name],
    ...scratchModels.map(({ id: template }) => template),
  ]);
  const tunedFacts = { task: 'text-generation', context_length: 256, capabilities: generates, status: 'cold' };
  expect(data).toMatchObject([
    { parent: tuned.name, root: shared.name, owned_by: organizationId, ...tunedFacts },
    { parent: shared.name, root: shared.name, owned_by: organizationId, ...tunedFacts },
    { parent: null, owned_by: organizationId, parameters: 5 },
    {
      ...{ task: 'text-classification', context_length: 512 },
      capabilities: { ...can, fine_tuning: true, classification: true, embeddings: true },
    },
    { owned_by: 'modelmint', licence: 'apache-2.0', capabilities: { ...generates, fine_tuning: true } },
    ...scratchModels.map(({ task }) => ({ task, status: null, capabilities: { ...can, fine_tuning: true } })),
  ]);
  for (const one of data) {
    expect(await modelsOf(tenant).retrieve(one.id)).toEqual(one);
    expect(one).toMatchObject({ object: 'model', shutdown_date: null });
  }
});

it('says what tables, recommenders and language models from scratch can do', async () => {
  const tenant = await api.makeTenant();
  const { name: table } = await insertModel(api.deps, tenant, { task: 'tabular' });
  const { name: recommender } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const { name: writer, jobId } = await insertModel(api.deps, tenant, { task: 'text-generation' });
  const spec = suggestLanguageModelSpec('lstm', { trainCharacters: 1_000, seed: 1 });
  await api.deps.db.system.fineTuningJob.update({ where: { id: jobId }, data: { spec } });
  const facts = { object: 'model', context_length: null, status: 'cold' };
  expect(await modelsOf(tenant).retrieve(table)).toMatchObject({
    ...{ ...facts, parent: 'tabular-mlp', task: 'tabular', capabilities: { ...can, prediction: true } },
  });
  expect(await modelsOf(tenant).retrieve(recommender)).toMatchObject({
    ...{ ...facts, parent: 'recommender-mf', task: 'recommendation', capabilities: { ...can, recommendation: true } },
  });
  expect(await modelsOf(tenant).retrieve(writer)).toMatchObject({
    ...{
      parent: 'language-model-lstm',
      context_length: spec.contextLength,
      capabilities: { ...can, generation: true },
    },
  });
});

it('says where a base model is deleted, and nothing of what is not to be seen', async () => {
  const tenant = await api.makeTenant();
  const { name: own } = await insertBaseModel(api.deps, { tenant });
  const { name: shared } = await insertBaseModel(api.deps, {});
  const { name: others } = await insertBaseModel(api.deps, { tenant: await api.makeTenant() });
  const { name: waiting } = await insertBaseModel(api.deps, { status: 'IMPORTING' });
  const refusals = await Promise.all(
    [own, shared, others, waiting].map((name) => refusalOf(modelsOf(tenant).delete(name))),
  );
  expect(refusals).toEqual([
    [403, 'permission_denied', null],
    [403, 'permission_denied', null],
    [404, 'model_not_found', 'model'],
    [404, 'model_not_found', 'model'],
  ]);
});
