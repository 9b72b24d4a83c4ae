import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
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
