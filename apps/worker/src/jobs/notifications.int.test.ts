import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordNotification } from '@modelmint/db/notification/record-notification';
import { tellExpiringKeys } from '@modelmint/db/system/tell-expiring-keys';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { sealSecret } from '@modelmint/domain/seal-secret';
import { newWebhookSecret } from '@modelmint/domain/sign-webhook';
import { webhookSecretPlace } from '@modelmint/domain/webhook-event';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { postWebhook } from '../post-webhook.ts';
import { mailNotificationsJob } from './notification-mail.ts';
import { deliverWebhooksJob } from './webhook-deliver.ts';

let clone: TestDatabase;
let deps: TestDeps;
let receiver: Server;
let origin: string;
const heard: { path: string; headers: Record<string, unknown>; body: string }[] = [];
const nothing: (typeof heard)[number] = { path: '', headers: {}, body: '' };

beforeAll(async () => {
  clone = await cloneDatabase();
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      heard.push({ path, headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(Number(path.slice(1)), { location: '/200' }).end('said so');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const made = makeTestDeps(clone);
  deps = { ...made, env: { ...made.env, internalWebhooks: [origin] } };
});
afterAll(async () => {
  await deps.close();
  receiver.close();
  await clone.drop();
});

const ring = { attempt: 1, waitMs: 0, signal: new AbortController().signal };

async function makeOwner(organizationId: string, emailVerified: Date | null = new Date()): Promise<string> {
  const userId = newId('user');
  const email = `${userId.toLowerCase()}@example.com`;
  await deps.db.system.user.create({ data: { id: userId, email, name: 'Ann', emailVerified } });
  await deps.db.system.member.create({ data: { organizationId, userId, role: 'OWNER' } });
  return email;
}

async function makeHook(organizationId: string, status: number) {
  const [id, secret] = [newId('webhookEndpoint'), newWebhookSecret()];
  const sealedSecret = sealSecret(deps.env.secrets.authSecret, webhookSecretPlace(id), secret);
  const events = ['fine_tuning.job.failed'];
  await withOrg(deps.db, organizationId, (tx) =>
    tx.webhookEndpoint.create({ data: { id, organizationId, url: `${origin}/${status}`, events, sealedSecret } }),
  );
  return { id, secret };
}

const tell = (organizationId: string, projectId: string, id = newId('fineTuningJob')) =>
  withOrg(deps.db, organizationId, (tx) =>
    recordNotification(tx, {
      ...{ organizationId, projectId, kind: 'job_failed', target: { kind: 'job', id, name: '<b>spam</b>' } },
      details: { reason: 'No rows.' },
    }),
  );
const deliveriesOf = (organizationId: string) =>
  withOrg(deps.db, organizationId, (tx) => tx.webhookDelivery.findMany({ orderBy: { createdAt: 'asc' } }));

test('mails each person once what they are told, several facts in one mail, and nobody without a confirmed address', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const email = await makeOwner(organizationId);
  const unconfirmed = await makeOwner(organizationId, null);
  await tell(organizationId, projectId, 'ftjob-one');
  const job = { name: 'notification.mail', payload: {}, ...ring } as const;
  await Promise.all([mailNotificationsJob(deps, job), mailNotificationsJob(deps, job)]);
  await tell(organizationId, projectId);
  await tell(organizationId, projectId);
  await mailNotificationsJob(deps, job);
  const mails = await deps.db.system.mail.findMany({ where: { recipient: email }, orderBy: { createdAt: 'asc' } });
  expect(mails.map(({ subject }) => subject)).toEqual([
    'Fine-tuning job “<b>spam</b>” has failed',
    '2 notifications from Tenant',
  ]);
  expect(mails[0]?.text).toContain(`/projects/${projectId}/fine-tuning/ftjob-one`);
  expect(mails[0]?.html).not.toContain('<b>spam');
  expect(await deps.db.system.mail.count({ where: { recipient: unconfirmed } })).toBe(0);
  expect(await deps.db.system.notification.count({ where: { organizationId, mailState: 'due' } })).toBe(0);
});

test('mails the reason of a failure in the language of its reader', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const email = await makeOwner(organizationId);
  await deps.db.system.user.updateMany({ where: { email }, data: { language: 'zh-CN' } });
  const target = { kind: 'job', id: newId('fineTuningJob'), name: 'spam' };
  const reason = 'The data set was deleted.';
  await withOrg(deps.db, organizationId, (tx) =>
    recordNotification(tx, { organizationId, projectId, kind: 'job_failed', target, details: { reason } }),
  );
  await mailNotificationsJob(deps, { name: 'notification.mail', payload: {}, ...ring });
  const mail = await deps.db.system.mail.findFirst({ where: { recipient: email } });
  expect(mail?.text).toContain('不产生费用。数据集已删除。');
});

test.each([
  ['a project that the person may not enter any more', { role: 'MEMBER', isLimited: true }],
  ['what the role does not open any more', { role: 'VIEWER' }],
] as const)('mails nothing of %s', async (_, data) => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const email = await makeOwner(organizationId);
  await tell(organizationId, projectId);
  await deps.db.system.member.updateMany({ where: { organizationId }, data });
  await mailNotificationsJob(deps, { name: 'notification.mail', payload: {}, ...ring });
  expect(await deps.db.system.mail.count({ where: { recipient: email } })).toBe(0);
  expect(await deps.db.system.notification.findMany({ where: { organizationId } })).toMatchObject([
    { mailState: 'none' },
  ]);
});

test('sends a signed event once, tries again what fails, and turns off what is gone', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const [good, bad, gone] = [
    await makeHook(organizationId, 200),
    await makeHook(organizationId, 302),
    await makeHook(organizationId, 410),
  ];
  await makeOwner(organizationId);
  await tell(organizationId, projectId);
  heard.length = 0;
  for (const _ of [1, 2]) await deliverWebhooksJob(deps, { name: 'webhook.deliver', payload: {}, ...ring });
  expect(heard.map(({ path }) => path).sort()).toEqual(['/200', '/302', '/410']);
  const { headers, body } = heard.find(({ path }) => path === '/200') ?? nothing;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(good.secret.replace('whsec_', ''), 'base64');
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  expect(Object.keys(JSON.parse(body)).slice(0, 3)).toEqual(['object', 'id', 'type']);
  expect(JSON.parse(body)).toMatchObject({ object: 'event', id: headers['webhook-id'], data: { reason: 'No rows.' } });
  const of = (id: string) => deliveriesOf(organizationId).then((rows) => rows.find((row) => row.endpointId === id));
  expect(await of(good.id)).toMatchObject({
    state: 'delivered',
    attempts: 1,
    responseStatus: 200,
    responseText: 'said so',
  });
  const again = await of(bad.id);
  expect(again).toMatchObject({ state: 'due', attempts: 1, error: 'It answered 302.' });
  expect(again?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 2_000);
  expect(await of(gone.id)).toMatchObject({ state: 'failed', responseStatus: 410 });
  const endpoints = await withOrg(deps.db, organizationId, (tx) => tx.webhookEndpoint.findMany());
  expect(endpoints.find(({ id }) => id === gone.id)).toMatchObject({ disabledReason: 'gone' });
  expect(endpoints.find(({ id }) => id === bad.id)).toMatchObject({ disabledAt: null, failingSince: expect.any(Date) });
  expect(await deps.db.system.notification.count({ where: { organizationId, kind: 'webhook_disabled' } })).toBe(1);
});

test('sends to others what waits behind a secret that does not open, and says so', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const [closed, good] = [await makeHook(organizationId, 200), await makeHook(organizationId, 201)];
  await deps.db.system.webhookEndpoint.update({ where: { id: closed.id }, data: { sealedSecret: 'v1.of.other.days' } });
  await tell(organizationId, projectId);
  await deliverWebhooksJob(deps, { name: 'webhook.deliver', payload: {}, ...ring });
  const rows = await deliveriesOf(organizationId);
  expect(rows.find(({ endpointId }) => endpointId === good.id)).toMatchObject({ state: 'delivered' });
  expect(rows.find(({ endpointId }) => endpointId === closed.id)).toMatchObject({
    ...{ state: 'due', attempts: 1, responseStatus: null },
    error: 'Its secret does not open on this server. Rotate the secret.',
  });
});

test('turns off what has failed for days', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  const { id } = await makeHook(organizationId, 500);
  const failingSince = new Date(Date.now() - 6 * 86_400_000);
  await deps.db.system.webhookEndpoint.update({ where: { id }, data: { failingSince } });
  await tell(organizationId, projectId);
  await deliverWebhooksJob(deps, { name: 'webhook.deliver', payload: {}, ...ring });
  const endpoint = await deps.db.system.webhookEndpoint.findUniqueOrThrow({ where: { id } });
  expect(endpoint).toMatchObject({ disabledReason: 'failing', disabledAt: expect.any(Date) });
  expect(await deliveriesOf(organizationId)).toMatchObject([{ state: 'failed', error: 'The webhook was turned off.' }]);
});

test('tells once, whoever made it, that an API key expires within a week', async () => {
  const { organizationId, projectId } = await makeTenant(deps.db);
  await makeOwner(organizationId);
  for (const days of [3, 30]) {
    const [id, expiresAt] = [newId('apiKey'), new Date(Date.now() + days * 86_400_000)];
    const names = { name: `in ${days} days`, keyHash: id, last4: 'abcd' };
    const data = { id, organizationId, projectId, ...names, expiresAt };
    await withOrg(deps.db, organizationId, (tx) => tx.apiKey.create({ data }));
  }
  for (const _ of [1, 2]) await tellExpiringKeys(deps.db);
  const told = await deps.db.system.notification.findMany({ where: { organizationId } });
  expect(told).toMatchObject([{ kind: 'api_key_expiring', targetName: 'in 3 days', mailState: 'due' }]);
});

test.each([
  ['http://example.com/', /is none/],
  ['https://127.0.0.1:1/', /not an address on the public internet/],
  ['https://[::ffff:10.0.0.1]/', /not an address on the public internet/],
  ['https://localhost/', /not an address on the public internet/],
  ['https://169.254.169.254/latest', /not an address on the public internet/],
])('sends nothing to %s', async (address, error) => {
  const answer = await postWebhook(address, { body: '{}', headers: {}, internal: [] });
  expect(answer).toMatchObject({ status: null, error: expect.stringMatching(error) });
});
