import type { Task } from '@modelmint/domain/task';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endCheck, insertBaseModel, testReports } from '../insert-test-data.ts';
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

const rows = Array.from({ length: 40 }, (_, i) => `{"text":"text ${i}","label":"${i % 2 ? 'good' : 'bad'}"}\n`).join(
  '',
);
const clientOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const upload = async (client: OpenAI) =>
  (await client.files.create({ file: await toFile(Buffer.from(rows), 'rows.jsonl'), purpose: 'fine-tune' })).id;
const holdsOf = ({ organizationId }: TestTenant) => api.deps.db.system.hold.findMany({ where: { organizationId } });

it('tunes imported checkpoints and image classifiers, with the settings of their task', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const base = await insertBaseModel(api.deps, { facts: { wholeModules: [{ name: 'lm_head', parameters: 4_000 }] } });
  const create = (body: object) => client.fineTuning.jobs.create(body as OpenAI.FineTuning.JobCreateParams);
  const readyFor = async (task: 'text-generation' | 'image-classification') => {
    const training_file = await upload(client);
    await endCheck(api.deps, training_file, 'READY', testReports[task]);
    return training_file;
  };
  const chats = await readyFor('text-generation');
  const lora = await create({
    model: base.name,
    training_file: chats,
    method: {
      type: 'supervised',
      dpo: null,
      supervised: {
        hyperparameters: {
          n_epochs: 2,
          batch_size: null,
          training_method: 'lora',
          lora_rank: 4,
          lora_dropout: 0.1,
          modules_to_save: ['lm_head'],
        },
      },
    },
  });
  expect(lora).toMatchObject({ model: base.name, task: 'text-generation', status: 'queued' });
  const chosen = lora.method?.supervised?.hyperparameters;
  expect(chosen).toMatchObject({
    ...{ n_epochs: 2, learning_rate_multiplier: 1, batch_size: expect.any(Number) },
    ...{ training_method: 'lora', lora_rank: 4, lora_alpha: 8, lora_dropout: 0.1, max_tokens: expect.any(Number) },
    modules_to_save: ['lm_head'],
  });
  expect(chosen).not.toHaveProperty('hidden_size');
  const unknown = create({ model: base.name, training_file: chats, hyperparameters: { modules_to_save: ['head'] } });
  expect((await refusalOf(unknown)).slice(0, 2)).toEqual([400, 'invalid_value']);
  const full = await create({ model: base.name, training_file: chats, hyperparameters: { training_method: 'full' } });
  expect(full.method?.supervised?.hyperparameters).toMatchObject({ training_method: 'full' });
  expect(full.method?.supervised?.hyperparameters).not.toHaveProperty('lora_rank');
  const images = await create({
    model: 'image-classifier-cnn',
    training_file: await readyFor('image-classification'),
    method: { type: 'supervised', supervised: { hyperparameters: { template: 'plain', image_size: 32 } } },
  });
  expect(images).toMatchObject({
    task: 'image-classification',
    method: { supervised: { hyperparameters: { template: 'plain', image_size: 32, label_smoothing: 0 } } },
  });
  const waiting = await create({ model: base.name, training_file: await upload(client) });
  expect(waiting).toMatchObject({ status: 'validating_files', task: 'text-generation' });
  expect(waiting.method?.supervised?.hyperparameters).toMatchObject({ n_epochs: 'auto', lora_rank: 'auto' });
  expect(await client.fineTuning.jobs.retrieve(lora.id)).toEqual(lora);
});

it('tunes encoders to tell labels and vision checkpoints to tell images, with the settings of their kind', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const linearNames = ['bert.encoder.layer.*.attention.self.query', 'bert.encoder.layer.*.output.dense'];
  const encoder = await insertBaseModel(api.deps, { tenant, facts: { kind: 'encoder', linearNames } });
  const vit = await insertBaseModel(api.deps, { tenant, facts: { kind: 'image-classifier', contextLength: null } });
  const convolved = { kind: 'image-classifier' as const, contextLength: null, linearOutputs: 0, loraRankSize: 0 };
  const resnet = await insertBaseModel(api.deps, { tenant, facts: convolved });
  const create = async (model: string, task: Task, hyperparameters: object) => {
    const training_file = await upload(client);
    await endCheck(api.deps, training_file, 'READY', testReports[task]);
    const method = { type: 'supervised', supervised: { hyperparameters } };
    return client.fineTuning.jobs.create({ model, training_file, method } as OpenAI.FineTuning.JobCreateParams);
  };
  const chosenBy = (job: OpenAI.FineTuning.FineTuningJob) => job.method?.supervised?.hyperparameters;
  const texts = await create(encoder.name, 'text-classification', {
    ...{ n_epochs: 2, lora_rank: 4, lora_target_modules: ['query'], class_weights: 'balanced', dropout: 0.2 },
  });
  expect(texts).toMatchObject({ model: encoder.name, task: 'text-classification', status: 'queued' });
  expect(chosenBy(texts)).toEqual({
    ...{ n_epochs: 2, batch_size: expect.any(Number), learning_rate_multiplier: 1, training_method: 'lora' },
    ...{ lora_rank: 4, lora_alpha: 8, lora_dropout: 0.05, lora_target_modules: ['query'], class_weights: 'balanced' },
    ...{ max_tokens: expect.any(Number), dropout: 0.2, label_smoothing: 0, weight_decay: 0.01, warmup_ratio: 0.1 },
    early_stop_patience: 5,
  });
  const images = await create(vit.name, 'image-classification', { training_method: 'full', augmentation: 'strong' });
  expect(images).toMatchObject({ task: 'image-classification', status: 'queued' });
  expect(chosenBy(images)).toMatchObject({ training_method: 'full', augmentation: 'strong', class_weights: 'none' });
  expect(chosenBy(images)).not.toHaveProperty('lora_rank');
  const whole = await create(resnet.name, 'image-classification', {});
  expect(chosenBy(whole)).toMatchObject({ training_method: 'full', augmentation: 'light' });
  const waiting = await client.fineTuning.jobs.create({ model: encoder.name, training_file: await upload(client) });
  expect(waiting).toMatchObject({ status: 'validating_files', task: 'text-classification' });
  expect(chosenBy(waiting)).toMatchObject({ lora_target_modules: 'auto', dropout: 'auto' });
  for (const job of [texts, images, whole]) expect(await client.fineTuning.jobs.retrieve(job.id)).toEqual(job);
  const at = 'method.supervised.hyperparameters';
  const cases: [string, Task, object, string, string?][] = [
    [encoder.name, 'text-classification', { lora_target_modules: ['q_proj'] }, 'invalid_value'],
    [encoder.name, 'text-classification', { lora_target_modules: ['q*'] }, 'invalid_value', 'lora_target_modules[0]'],
    [encoder.name, 'text-classification', { embedding_size: 64 }, 'unsupported_parameter'],
    [encoder.name, 'text-classification', { max_tokens: 100_000 }, 'invalid_value'],
    [vit.name, 'image-classification', { image_size: 32 }, 'unsupported_parameter'],
    [vit.name, 'image-classification', { augmentation: 'some' }, 'invalid_value'],
    [resnet.name, 'image-classification', { training_method: 'lora' }, 'invalid_value'],
    [resnet.name, 'image-classification', { lora_rank: 4 }, 'invalid_value'],
    ['text-classifier-lstm', 'text-classification', { training_method: 'full' }, 'unsupported_parameter'],
  ];
  for (const [model, task, hyper, code, param = Object.keys(hyper)[0]] of cases)
    expect(await refusalOf(create(model, task, hyper)), JSON.stringify(hyper)).toEqual([400, code, `${at}.${param}`]);
  expect(await holdsOf(tenant)).toHaveLength(3);
});

it('trains table predictors, recommenders and language models from scratch, with the settings of their kind', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const create = async (model: string, task: Task, hyperparameters: object) => {
    const training_file = await upload(client);
    // Enough for a language model.
    await endCheck(api.deps, training_file, 'READY', { ...testReports[task], tokensTotal: 4_400, tokensTrain: 4_000 });
    const method = { type: 'supervised', supervised: { hyperparameters } };
    return client.fineTuning.jobs.create({ model, training_file, method } as OpenAI.FineTuning.JobCreateParams);
  };
  const chosenBy = (job: OpenAI.FineTuning.FineTuningJob) => job.method?.supervised?.hyperparameters;
  const table = await create('tabular-mlp', 'tabular', { n_epochs: 3, layers: 1, class_weights: 'balanced' });
  expect(table).toMatchObject({ model: 'tabular-mlp', task: 'tabular', status: 'queued' });
  expect(chosenBy(table)).toMatchObject({ n_epochs: 3, layers: 1, hidden_size: 64, class_weights: 'balanced' });
  const likes = await create('recommender-mf', 'recommendation', { factors: 4, objective: 'bpr' });
  expect(likes).toMatchObject({ task: 'recommendation', status: 'queued' });
  expect(chosenBy(likes)).toMatchObject({ factors: 4, objective: 'bpr', regularization: expect.any(Number) });
  const writer = await create('language-model-lstm', 'text-generation', { n_epochs: 2 });
  expect(writer).toMatchObject({ task: 'text-generation', status: 'queued' });
  expect(chosenBy(writer)).toMatchObject({ n_epochs: 2, layers: expect.any(Number), max_tokens: expect.any(Number) });
  for (const job of [table, likes, writer]) expect(await client.fineTuning.jobs.retrieve(job.id)).toEqual(job);
  const at = 'method.supervised.hyperparameters';
  for (const [model, task, hyper, code] of [
    ['tabular-mlp', 'tabular', { lora_rank: 4 }, 'unsupported_parameter'],
    ['tabular-mlp', 'tabular', { class_weights: 'some' }, 'invalid_value'],
    ['recommender-mf', 'recommendation', { dropout: 0.1 }, 'unsupported_parameter'],
    ['recommender-mf', 'recommendation', { objective: 'als' }, 'invalid_value'],
    ['language-model-llama', 'text-generation', { training_method: 'full' }, 'unsupported_parameter'],
  ] as const)
    expect(await refusalOf(create(model, task, hyper))).toEqual([400, code, `${at}.${Object.keys(hyper)[0]}`]);
  expect(await holdsOf(tenant)).toHaveLength(3);
});

it('refuses checkpoints that cannot be tuned, and settings of another task', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await upload(client);
  await endCheck(api.deps, training_file, 'READY', testReports['text-generation']);
  const base = await insertBaseModel(api.deps, { tenant });
  const named = async (options: Parameters<typeof insertBaseModel>[1]) =>
    (await insertBaseModel(api.deps, { tenant, ...options })).name;
  const hyper = (hyperparameters: object) => ({ method: { type: 'supervised', supervised: { hyperparameters } } });
  const at = 'method.supervised.hyperparameters';
  const cases: [object, unknown[]][] = [
    [{ model: await named({ status: 'IMPORTING' }) }, [400, 'invalid_state', 'model']],
    [{ model: await named({ status: 'FAILED' }) }, [400, 'invalid_state', 'model']],
    [{ model: await named({ deletedAt: new Date() }) }, [404, 'model_not_found', 'model']],
    [{ model: await named({ tenant: await api.makeTenant() }) }, [404, 'model_not_found', 'model']],
    [hyper({ hidden_size: 64 }), [400, 'unsupported_parameter', `${at}.hidden_size`]],
    [hyper({ training_method: 'prefix' }), [400, 'invalid_value', `${at}.training_method`]],
    [hyper({ lora_rank: 0 }), [400, 'invalid_value', `${at}.lora_rank`]],
    [hyper({ lora_rank: 'high' }), [400, 'invalid_value', `${at}.lora_rank`]],
    [hyper({ max_tokens: 1_000 }), [400, 'invalid_value', `${at}.max_tokens`]],
    [{ hyperparameters: { r: 8 } }, [400, 'unknown_parameter', 'hyperparameters.r']],
    [{ hyperparameters: {}, ...hyper({}) }, [400, 'invalid_value', 'hyperparameters']],
  ];
  for (const [body, refusal] of cases) {
    const asked = { model: base.name, training_file, ...body } as OpenAI.FineTuning.JobCreateParams;
    expect(await refusalOf(client.fineTuning.jobs.create(asked)), JSON.stringify(body)).toEqual(refusal);
  }
  expect(await holdsOf(tenant)).toEqual([]);
});
