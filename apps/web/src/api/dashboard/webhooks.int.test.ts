import { recordNotification } from '@modelmint/db/notification/record-notification';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

interface Answer {
  status: number;
  body: {
    id: string;
    secret: string;
    previousUntil: string | null;
    last_id: string;
    data: { id: string; target: { name: string } }[];
    error: { message: string; param: string | null };
  };
}

async function call(tenant: TestTenant, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${api.url}/api/organizations/${tenant.organizationId}${path}`, {
    method,
    headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const events = ['batch.completed'];
const make = (tenant: TestTenant, body: object = {}) =>
  call(tenant, 'POST', '/webhooks', { url: 'https://example.com/hook', events, ...body });

it('makes a webhook, tells its secret once, changes, rotates and deletes it', async () => {
  const tenant = await api.makeTenant();
  const made = await make(tenant);
  expect(made).toMatchObject({ status: 201, body: { isEnabled: true, version: 1, events } });
  expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const path = `/webhooks/${made.body.id}`;
  expect(JSON.stringify((await call(tenant, 'GET', '/webhooks')).body)).not.toContain('whsec_');
  expect(await make(tenant)).toMatchObject({ status: 409, body: { error: { param: 'url' } } });
  const off = await call(tenant, 'PATCH', path, { isEnabled: false, version: 1 });
  expect(off.body).toMatchObject({ isEnabled: false, disabledReason: 'person', version: 2 });
  expect(await call(tenant, 'POST', `${path}/test`, {})).toMatchObject({ status: 400 });
  expect(await call(tenant, 'PATCH', path, { isEnabled: true, version: 1 })).toMatchObject({ status: 409 });
  await call(tenant, 'PATCH', path, { isEnabled: true, version: 2 });
  const rotated = await call(tenant, 'POST', `${path}/rotate`, {});
  expect(rotated.body.secret).not.toBe(made.body.secret);
  expect(rotated.body.previousUntil).not.toBeNull();
  const sent = await call(tenant, 'POST', `${path}/test`, {});
  expect(sent).toMatchObject({ status: 201, body: { type: 'webhook.test', state: 'due' } });
  const more = await Promise.all(Array.from({ length: 20 }, () => call(tenant, 'POST', `${path}/test`, {})));
  expect(more.filter(({ status }) => status === 429)[0]?.body.error).toMatchObject({
    ...{ code: 'rate_limit_exceeded', message: expect.stringMatching(/^At most 20 test events/) },
  });
  const log = await call(tenant, 'GET', `${path}/deliveries?limit=1`);
  expect(log.body).toMatchObject({ data: [{ type: 'webhook.test' }], has_more: true });
  expect(await call(tenant, 'DELETE', path)).toMatchObject({ body: { deleted: true } });
  expect(await call(tenant, 'GET', `${path}/deliveries`)).toMatchObject({ status: 404 });
});

it.each([
  ['no address', { url: 'hook' }, 'url', /Write the whole address/],
  ['an address without TLS', { url: 'http://example.com/' }, 'url', /Write an https address/],
  ['an address of our own network', { url: 'https://192.168.0.1/' }, 'url', /not an address on the public internet/],
  ['an address with a password', { url: 'https://a:b@example.com/' }, 'url', /with a name or password/],
  ['no event', { events: [] }, 'events', /choose one at least/],
  ['an event that there is not', { events: ['batch.lost'] }, 'events[0]', /no event/],
  ['an event twice', { events: [...events, ...events] }, 'events', /each event once/],
  ['a project that is not theirs', { projectId: newId('project') }, 'projectId', /No such project/],
])('refuses %s', async (_, body, param, message) => {
  const tenant = await api.makeTenant();
  const answer = await make(tenant, body);
  expect(answer.body.error).toMatchObject({ param, message: expect.stringMatching(message) });
});

it('keeps events of the organization from a webhook of one project', async () => {
  const tenant = await api.makeTenant();
  const body = { projectId: tenant.projectId, events: ['payment.failed'] };
  expect((await make(tenant, body)).body.error.message).toMatch(/belongs to the whole organization/);
  expect(await make(tenant, { ...body, events })).toMatchObject({ status: 201, body: { projectId: tenant.projectId } });
});

it('lists what a person is told, in pages, and remembers what they have read and chosen', async () => {
  const tenant = await api.makeTenant();
  const { organizationId, projectId } = tenant;
  for (const name of ['first', 'second', 'third'])
    await withOrg(api.deps.db, organizationId, (tx) =>
      recordNotification(tx, {
        ...{ organizationId, projectId, kind: 'job_failed', details: { reason: null } },
        target: { kind: 'job', id: newId('fineTuningJob'), name },
      }),
    );
  const page = await call(tenant, 'GET', '/notifications?limit=2');
  expect(page.body).toMatchObject({ unread: 3, has_more: true, data: [{ target: { name: 'third' } }, {}] });
  const rest = await call(tenant, 'GET', `/notifications?limit=2&after=${page.body.last_id}`);
  expect(rest.body).toMatchObject({ has_more: false, data: [{ target: { name: 'first' }, isRead: false }] });
  const read = await call(tenant, 'POST', '/notifications/read', { ids: [page.body.last_id] });
  expect(read.body).toEqual({ unread: 2 });
  const unread = await call(tenant, 'GET', '/notifications?unread=true');
  expect(unread.body.data.map(({ target }) => target.name)).toEqual(['third', 'first']);
  expect((await call(tenant, 'POST', '/notifications/read', {})).body).toEqual({ unread: 0 });
  expect(await call(tenant, 'GET', '/notifications?after=ntf_none')).toMatchObject({ status: 400 });
  const be = (role: 'OWNER' | 'VIEWER') =>
    api.deps.db.system.member.updateMany({ where: { organizationId }, data: { role } });
  await be('VIEWER');
  expect((await call(tenant, 'GET', '/notifications')).body.data).toEqual([]);
  await be('OWNER');
  const choices = [{ kind: 'job_failed', inApp: false, byMail: false }];
  expect((await call(tenant, 'PUT', '/notifications/choices', { choices })).body.data).toContainEqual(choices[0]);
  const wrong = await call(tenant, 'PUT', '/notifications/choices', { choices: [{ ...choices[0], kind: 'rain' }] });
  expect(wrong.body.error).toMatchObject({ param: 'choices[0].kind', message: expect.stringMatching(/no kind/) });
});
