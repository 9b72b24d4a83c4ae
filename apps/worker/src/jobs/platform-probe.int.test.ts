import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readStatus } from '@modelmint/db/system/read-status';
import { registerWorker } from '@modelmint/db/system/register-worker';
import { reportIncident, updateIncident } from '@modelmint/db/system/report-incident';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { probePlatform } from './platform-probe.ts';

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

const probe = (publicUrl: string) =>
  probePlatform({ ...deps, env: { ...deps.env, publicUrl } }, new AbortController().signal, { count: 2, pauseMs: 1 });
const counts = async () =>
  Object.fromEntries(
    (await readStatus(deps.db)).days.map(({ component, okCount, failedCount, lastIsOk }) => [
      component,
      { okCount, failedCount, lastIsOk },
    ]),
  );

test('counts what answers and what does not, by day and component', async () => {
  const answers = { database: 'ok', queue: 'ok', storage: 'failed' };
  const web = createServer((_, response) => response.writeHead(503).end(JSON.stringify(answers)));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port } = web.address() as AddressInfo;
  await probe(`http://127.0.0.1:${port}`);
  const none = { okCount: 0, failedCount: 1, lastIsOk: false };
  const once = { okCount: 1, failedCount: 0, lastIsOk: true };
  expect(await counts()).toEqual({ api: once, storage: once, calls: none, training: none });

  const state = { engine: 'wasm', servingUrl: 'http://127.0.0.1:1', warmModels: [] };
  await registerWorker(deps.db, { id: 'wrk_1', host: 'h', pid: 1, version: '0', queues: ['cpu', 'train'], state });
  await new Promise((resolve) => web.close(resolve));
  await probe(`http://127.0.0.1:${port}`);
  const back = { okCount: 1, failedCount: 1, lastIsOk: true };
  expect(await counts()).toEqual({
    api: { okCount: 1, failedCount: 1, lastIsOk: false },
    storage: { okCount: 2, failedCount: 0, lastIsOk: true },
    calls: back,
    training: back,
  });
});

test('an incident has its words in order, ends, and can be opened again', async () => {
  const operator = { userId: 'user_operator' };
  const id = await reportIncident(deps.db, { title: 'Slow', components: ['api'], text: 'We look.', operator });
  const next = (state: 'MONITORING' | 'RESOLVED', text: string) =>
    updateIncident(deps.db, { incidentId: id, state, text, operator });
  expect(await next('RESOLVED', 'Mended.')).toBe(true);
  const [ended] = (await readStatus(deps.db)).incidents;
  expect(ended).toMatchObject({ id, title: 'Slow', components: ['api'], state: 'RESOLVED' });
  expect(ended?.resolvedAt).toBeInstanceOf(Date);
  expect(ended?.updates.map(({ text }) => text)).toEqual(['Mended.', 'We look.']);
  expect(await next('MONITORING', 'Not quite.')).toBe(true);
  expect((await readStatus(deps.db)).incidents[0]?.resolvedAt).toBeNull();
  expect(await updateIncident(deps.db, { incidentId: 'inc_none', state: 'RESOLVED', text: 'x', operator })).toBe(false);
});
