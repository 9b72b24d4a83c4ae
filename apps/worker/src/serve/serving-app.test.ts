import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import { afterEach, expect, test } from 'vitest';
import type { LoadedModel, LoadedTextClassifier } from './loaded-model.ts';
import { ModelCache } from './model-cache.ts';
import { makeServingApp } from './serving-app.ts';

const token = 'internal-token-of-the-serving-tests-0123';
const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
});

/** Over real HTTP; `loads` are resolved by the test. */
async function start() {
  const loads: (() => void)[] = [];
  const seen: string[] = [];
  const model: LoadedTextClassifier = {
    kind: 'text-classifier',
    bytes: 10,
    dispose: () => undefined,
    classify: (texts, topK) => {
      seen.push(...texts);
      return texts.map(() =>
        [
          { label: 'good', score: 0.9 },
          { label: 'bad', score: 0.1 },
        ].slice(0, topK),
      );
    },
    countTokens: (text) => text.split(' ').length,
  };
  const cache = new ModelCache<LoadedModel>({
    folder: '/nowhere',
    memoryBytesMax: 100,
    fetch: () => new Promise<void>((resolve) => loads.push(resolve)),
    load: async () => model,
    onChange: () => undefined,
  });
  const app = makeServingApp({ token, cache, engine: 'wasm' });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  closes.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const classify = (body: unknown, init: RequestInit = {}) =>
    fetch(`${url}/classify`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
  return { url, loads, seen, classify };
}
const call = { modelId: 'mdl_1', storagePrefix: 'jobs/1/1/model', base: null, inputs: ['so good', 'bad'], topK: 1 };

test('loads the model on first use, answers by the contract, and says that it is warm', async () => {
  const { url, loads, classify } = await start();
  const first = classify(call);
  await expect.poll(() => loads.length).toBe(1);
  loads[0]?.();
  const answer = ClassifyAnswer.parse(await (await first).json());
  expect(answer).toEqual({
    results: [[{ label: 'good', score: 0.9 }], [{ label: 'good', score: 0.9 }]],
    tokens: [2, 1],
  });
  const status = await fetch(`${url}/status`, { headers: { authorization: `Bearer ${token}` } });
  expect(await status.json()).toEqual({ warmModels: ['mdl_1'], engine: 'wasm', memoryBytes: 10 });
});

test.each([
  ['none', ''],
  ['a wrong one', 'Bearer internal-token-of-the-serving-tests-0124'],
  ['a part', token],
])('refuses a token: %s', async (_case, authorization) => {
  const { url, loads, classify } = await start();
  const answers = [await classify(call, { headers: { authorization } }), await fetch(`${url}/status`)];
  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'unauthenticated' } });
  }
  expect(loads).toEqual([]);
});

test.each([
  ['no JSON', '{', 'invalid_value'],
  ['no inputs', { ...call, inputs: [] }, 'invalid_value'],
  ['an id that is a path', { ...call, modelId: '../../etc' }, 'invalid_value'],
  ['an empty input', { ...call, inputs: [''] }, 'invalid_value'],
])('refuses %s', async (_case, body, code) => {
  const { classify } = await start();
  const answer = await classify(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code, retryable: false } });
});

test('a model that is not loaded by the deadline is 504, and loads on for the next call', async () => {
  const { loads, classify } = await start();
  const late = await classify(call, { headers: { 'x-deadline-ms': '100' } });
  expect(late.status).toBe(504);
  expect(await late.json()).toMatchObject({ error: { code: 'model_loading', retryable: true } });
  expect(loads).toHaveLength(1);
  loads[0]?.();
  expect((await classify(call)).status).toBe(200);
  expect(loads).toHaveLength(1);
});

test('a deadline that is no number is refused', async () => {
  const { classify } = await start();
  expect((await classify(call, { headers: { 'x-deadline-ms': 'soon' } })).status).toBe(400);
});

test('a caller that has gone is not classified', async () => {
  const { loads, seen, classify } = await start();
  const leaving = new AbortController();
  const gone = classify({ ...call, inputs: ['gone'] }, { signal: leaving.signal });
  await expect.poll(() => loads.length).toBe(1);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  const next = classify({ ...call, inputs: ['here'] });
  loads[0]?.();
  expect((await next).status).toBe(200);
  expect(seen).toEqual(['here']);
});
