import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertBaseModel } from '../insert-test-data.ts';
import { readTestRows } from '../read-test-rows.ts';
import { refusalOf } from '../refusal-of.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { startTestWorker, type TestWorker } from '../start-test-worker.ts';

let database: TestDatabase;
let api: TestApi;
let worker: TestWorker;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
beforeEach(async () => {
  worker = await startTestWorker(api.deps);
});
afterEach(() => worker.close());

const clientOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const rowsOf = (tenant: TestTenant) => readTestRows(api, tenant);
const complete = (tenant: TestTenant, body: object) =>
  clientOf(tenant)
    .completions.create(body as { model: string; prompt: string })
    .withResponse();

it('takes all four forms of a prompt, and numbers choices by prompt', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const textsOf = async (body: object) =>
    (await complete(tenant, { model, seed: 1, ...body })).data.choices.map(({ index, text }) => [index, text]);
  expect(await textsOf({ prompt: 'a b' })).toEqual([[0, 'b a s1 c0']]);
  expect(await textsOf({ prompt: ['a b', 'c'], n: 2, best_of: 2 })).toEqual([
    [0, 'b a s1 c0'],
    [1, 'b a s1 c1'],
    [2, 'c s1 c0'],
    [3, 'c s1 c1'],
  ]);
  expect(await textsOf({ prompt: [5, 6] })).toEqual([[0, '6 5 s1 c0']]);
  expect(await textsOf({ prompt: [[5], [6, 7]], suffix: null })).toEqual([
    [0, '5 s1 c0'],
    [1, '7 6 s1 c0'],
  ]);
  expect(worker.seen.map(({ body }) => [body.prompt, body.maxTokens])).toEqual([
    [{ texts: ['a b'] }, 16],
    [{ texts: ['a b', 'c'] }, 16],
    [{ ids: [[5, 6]] }, 16],
    [{ ids: [[5], [6, 7]] }, 16],
  ]);
  const { requests, usage } = await rowsOf(tenant);
  expect(requests.map(({ inputs }) => inputs).toSorted()).toEqual([1, 1, 2, 2]);
  expect(usage).toHaveLength(4);
});

it('answers echo and logprobs as columns, without a logprob for what nothing stands before', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const { data } = await complete(tenant, { model, prompt: 'é b', echo: true, logprobs: 1, max_tokens: 0 });
  expect(data).toEqual({
    id: expect.stringMatching(/^cmpl-\w{24}$/),
    object: 'text_completion',
    created: expect.any(Number),
    model,
    system_fingerprint: expect.stringMatching(/^fp_/),
    choices: [
      {
        text: 'é b',
        index: 0,
        logprobs: {
          tokens: ['é', ' b'],
          token_logprobs: [null, -0.5],
          top_logprobs: [null, { t0: -1, ' b': -0.5 }],
          text_offset: [0, 1],
        },
        finish_reason: 'length',
      },
    ],
    usage: expect.objectContaining({ prompt_tokens: 2, completion_tokens: 0, total_tokens: 2 }),
  });
});

it('refuses bad input with the parameter at fault', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const cases: [Record<string, unknown>, string, string][] = [
    [{ prompt: undefined }, 'missing_required_parameter', 'prompt'],
    [{ prompt: null }, 'missing_required_parameter', 'prompt'],
    [{ prompt: [] }, 'invalid_value', 'prompt'],
    [{ prompt: [[]] }, 'invalid_value', 'prompt[0]'],
    [{ prompt: [1, -1] }, 'invalid_value', 'prompt[1]'],
    [{ prompt: Array.from({ length: 129 }, () => 'x') }, 'invalid_value', 'prompt'],
    [{ prompt: ['a', 'b', 'c'], n: 100 }, 'invalid_value', 'n'],
    [{ best_of: 2 }, 'unsupported_parameter', 'best_of'],
    [{ suffix: 'x' }, 'unsupported_parameter', 'suffix'],
    [{ stream: true }, 'unsupported_parameter', 'stream'],
    [{ max_tokens: 0 }, 'invalid_value', 'max_tokens'],
    [{ max_tokens: 256 }, 'context_length_exceeded', 'max_tokens'],
    [{ logprobs: 6 }, 'invalid_value', 'logprobs'],
    [{ echo: 'yes' }, 'invalid_value', 'echo'],
  ];
  for (const [body, code, param] of cases)
    expect(
      await refusalOf(complete(tenant, { model, prompt: 'x', ...body })),
      JSON.stringify(body).slice(0, 80),
    ).toEqual([400, code, param]);
  expect((await rowsOf(tenant)).holds).toEqual([]);
});
