import { GenerateAnswer } from '@modelmint/domain/serving-contract';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { plainGeneration, reference } from './start-test-serving.ts';
import { superviseServing } from './supervise-serving.ts';

let clone: TestDatabase;
let deps: TestDeps;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
});
afterAll(async () => {
  await deps.close();
  await clone.drop();
});

test('a serving process that hangs is replaced, and ends with its worker', async () => {
  const serving = superviseServing(deps, () => undefined, { silentMs: 10_000 });
  const url = () => serving.state().servingUrl;
  await expect.poll(url, { timeout: 40_000 }).toBeTruthy();
  const [firstUrl, firstPid] = [url(), serving.pid()];
  process.kill(firstPid ?? 0, 'SIGSTOP');
  await expect.poll(url, { timeout: 40_000 }).toBeNull();
  await expect.poll(url, { timeout: 40_000 }).toBeTruthy();
  expect(url()).not.toBe(firstUrl);
  const secondPid = serving.pid();
  expect(secondPid).not.toBe(firstPid);
  await serving.close();
  for (const pid of [firstPid, secondPid]) expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
}, 150_000);

test('a stored adapter is served on its stored base by the real process', async () => {
  const name = 'llama-rope-llama3';
  await storeFolder(deps.storage, { folder: reference(name), prefix: 'base-models/b1' });
  await storeFolder(deps.storage, { folder: reference(`${name}/adapter`), prefix: 'jobs/j1/1/model' });
  const serving = superviseServing(deps, () => undefined);
  await expect.poll(() => serving.state().servingUrl, { timeout: 40_000 }).toBeTruthy();
  const response = await fetch(`${serving.state().servingUrl}/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${deps.env.secrets.internalToken}` },
    body: JSON.stringify({
      ...plainGeneration,
      modelId: 'mdl_1',
      storagePrefix: 'jobs/j1/1/model',
      base: { id: 'base_1', storagePrefix: 'base-models/b1' },
      prompt: { messages: [{ role: 'user', content: 'Hello' }] },
    }),
  });
  const answer = GenerateAnswer.parse(await response.json());
  expect(answer.choices).toHaveLength(1);
  expect(answer.completionTokens).toBeGreaterThan(0);
  await expect.poll(() => [...serving.state().warmModels].sort()).toEqual(['base_1', 'mdl_1']);
  await serving.close();
}, 120_000);
