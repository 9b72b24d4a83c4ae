import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  api.deps.rows.listen();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

/** A stream, read in the background. */
async function open(
  tenant: TestTenant,
  headers: Record<string, string> = {},
  query = new URLSearchParams({ project: tenant.projectId }),
) {
  const abort = new AbortController();
  const response = await fetch(`${api.url}/events?${query}`, {
    headers: { cookie: tenant.cookie, ...headers },
    signal: abort.signal,
  });
  const heard = { text: '', isEnded: false };
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  reading.then(
    () => {
      heard.isEnded = true;
    },
    () => undefined,
  );
  return { response, heard, close: () => abort.abort() };
}

const tell = ({ organizationId, projectId }: TestTenant, id: string, project: string | null = projectId) =>
  withOrg(api.deps.db, organizationId, (tx) => notifyRow(tx, { organizationId, projectId: project, kind: 'job', id }));
const soon = { timeout: 5_000, interval: 20 };
const lastIdOf = (text: string) => [...text.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1] ?? '';

it('tells a page what changes in its project, at the commit, and nothing of anybody else', async () => {
  const [tenant, other] = [await api.makeTenant(), await api.makeTenant()];
  const stream = await open(tenant);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await tell(other, 'foreign');
  await tell(tenant, 'elsewhere', 'proj_other');
  await tell(tenant, 'wallet', null);
  await tell(tenant, 'mine');
  await expect.poll(() => stream.heard.text, soon).toContain('"mine"');
  expect(stream.heard.text).toContain('"wallet"');
  expect(stream.heard.text).not.toMatch(/foreign|elsewhere/);
  stream.close();
  await expect.poll(() => api.deps.rows.count(tenant.organizationId), soon).toBe(0);
});

it('gives what was missed, and asks for a resync where it cannot', async () => {
  const tenant = await api.makeTenant();
  const first = await open(tenant);
  await tell(tenant, 'seen');
  await expect.poll(() => first.heard.text, soon).toContain('"seen"');
  first.close();
  await tell(tenant, 'missed');
  const watcher = await open(tenant);
  await tell(tenant, 'after');
  await expect.poll(() => watcher.heard.text, soon).toContain('"after"');
  const second = await open(tenant, { 'last-event-id': lastIdOf(first.heard.text) });
  await expect.poll(() => second.heard.text, soon).toContain('"missed"');
  expect(second.heard.text).not.toContain('"seen"');
  const third = await open(tenant, { 'last-event-id': 'another-9' });
  await expect.poll(() => third.heard.text, soon).toContain('event: resync');
  // A browser that gave up connects anew, without the header.
  const query = new URLSearchParams({ project: tenant.projectId, after: lastIdOf(first.heard.text) });
  const fourth = await open(tenant, {}, query);
  await expect.poll(() => fourth.heard.text, soon).toContain('event: at');
  expect(fourth.heard.text).toContain('"missed"');
  expect(fourth.heard.text).not.toMatch(/"seen"|resync/);
  for (const one of [watcher, second, third, fourth]) one.close();
});

it('tells a page of an organization what changes in the whole, and nothing of its projects', async () => {
  const [tenant, other] = [await api.makeTenant(), await api.makeTenant()];
  const query = new URLSearchParams({ organization: tenant.organizationId });
  const stream = await open(tenant, {}, query);
  await tell(tenant, 'of-project');
  await tell(other, 'foreign', null);
  // Whatever the audit log knows of, such as a new key or project, is told to the pages that show it.
  const made = await fetch(`${api.url}/api/organizations/${tenant.organizationId}/projects`, {
    method: 'POST',
    headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Second' }),
  });
  expect(made.status).toBe(201);
  await expect.poll(() => stream.heard.text, soon).toContain('"kind":"project"');
  expect(stream.heard.text).not.toMatch(/of-project|foreign/);
  stream.close();
  const refused = await open(other, {}, query);
  expect(refused.response.status).toBe(404);
});

it('is for members only, and for so many pages', async () => {
  const [tenant, other] = [await api.makeTenant(), await api.makeTenant()];
  const status = (headers: Record<string, string>) =>
    fetch(`${api.url}/events?project=${tenant.projectId}`, { headers }).then((response) => response.status);
  expect(await status({})).toBe(401);
  expect(await status({ cookie: other.cookie })).toBe(404);
  const stops = Array.from({ length: 100 }, () => api.deps.rows.subscribe(tenant.organizationId, () => undefined));
  expect(await status({ cookie: tenant.cookie })).toBe(429);
  for (const stop of stops) stop();
});

it('says at the drain that the page should connect again', async () => {
  const own = await startTestApi(database);
  try {
    const tenant = await own.makeTenant();
    const response = await fetch(`${own.url}/events?project=${tenant.projectId}`, {
      headers: { cookie: tenant.cookie },
    });
    own.drain.begin();
    expect(await response.text()).toContain('event: reconnect');
    expect((await fetch(`${own.url}/readyz`)).status).toBe(503);
  } finally {
    await own.close();
  }
});

it('ends for a member at the moment in which they are removed or limited to other projects', async () => {
  const tenant = await api.makeTenant();
  const { organizationId } = tenant;
  const cookie = await api.makeCookie({ tenant, role: 'MEMBER' });
  const account = await fetch(`${api.url}/api/account`, { headers: { cookie } });
  const { user } = (await account.json()) as { user: { id: string } };
  const change = (method: string, body: object) =>
    fetch(`${api.url}/api/organizations/${organizationId}/members/${user.id}`, {
      method,
      headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const limited = await open({ ...tenant, cookie });
  const owner = await open(tenant);
  expect((await change('PATCH', { projects: [] })).status).toBe(200);
  await expect.poll(() => limited.heard.isEnded, soon).toBe(true);
  expect((await change('PATCH', { projects: 'all' })).status).toBe(200);
  const removed = await open({ ...tenant, cookie });
  expect((await change('DELETE', {})).status).toBe(200);
  await expect.poll(() => removed.heard.isEnded, soon).toBe(true);
  expect(owner.heard.isEnded).toBe(false);
  owner.close();
});
