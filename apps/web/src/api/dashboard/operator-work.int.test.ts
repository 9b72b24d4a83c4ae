import { currentAnnouncements } from '@modelmint/db/system/announcements';
import { listMails } from '@modelmint/db/system/operator-mails';
import { registerWorker } from '@modelmint/db/system/register-worker';
import { keepWebhook } from '@modelmint/db/system/webhook-inbox';
import { setJobTags } from '@modelmint/db/training/job-tags';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { makeUsage } from '@modelmint/testing/make-usage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel } from '../insert-test-data.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
let operator: string;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  operator = await api.makeCookie({ isOperator: true });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

async function call(
  path: string,
  { body, method = body === undefined ? 'GET' : 'POST' }: { body?: object; method?: string } = {},
) {
  const response = await fetch(`${api.url}/api/operator${path}`, {
    method,
    headers: { cookie: operator, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
  return { status: response.status, body: (await response.json()) as any };
}
const acts = async (action: string) =>
  api.deps.db.system.auditEntry.findMany({ where: { action, actorKind: 'operator' } });

it('drains a worker and lets it work again; one that has stopped is refused', async () => {
  const state = { engine: 'wasm', servingUrl: null, warmModels: [] };
  const id = newId('worker');
  await registerWorker(api.deps.db, { id, host: 'h', pid: 1, version: '1', queues: ['train'], state });
  expect(await call(`/workers/${id}/drain`, { body: {} })).toMatchObject({ status: 200, body: { isDraining: true } });
  // Twice is harmless, and one act.
  expect((await call(`/workers/${id}/drain`, { body: {} })).status).toBe(200);
  const console = await call('');
  expect(console.status, JSON.stringify(console.body)).toBe(200);
  const worker = console.body.workers.find((one: { id: string }) => one.id === id);
  expect(worker).toMatchObject({ kind: 'cpu', drainRequestedAt: expect.any(String) });
  expect(await call(`/workers/${id}/resume`, { body: {} })).toMatchObject({ status: 200, body: { isDraining: false } });
  expect([(await acts('worker.drain')).length, (await acts('worker.resume')).length]).toEqual([1, 1]);
  await api.deps.db.system.worker.update({ where: { id }, data: { stoppedAt: new Date() } });
  expect(await call(`/workers/${id}/drain`, { body: {} })).toMatchObject({
    ...{ status: 400, body: { error: { code: 'invalid_state' } } },
  });
});

it('starts a failed job again once, as a new job of its organization, and shows what it has said', async () => {
  const tenant = { ...(await api.makeTenant()), slug: 'any' };
  const datasetVersionId = await makeReadyVersion(api.deps.db, tenant);
  const jobId = await makeTrainingJob(api.deps.db, tenant, { datasetVersionId });
  expect(await call(`/jobs/${jobId}/retry`, { body: {} })).toMatchObject({ status: 400 });
  const job = await api.deps.db.system.fineTuningJob.update({
    where: { id: jobId },
    data: { status: 'FAILED', errorMessage: 'The disk is full.', fault: 'PLATFORM' },
  });
  await withOrg(api.deps.db, tenant.organizationId, (tx) => setJobTags(tx, job, ['blue', 'first']));
  const answers = await Promise.all([1, 2].map(() => call(`/jobs/${jobId}/retry`, { body: {} })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400]);
  const { id } = answers.find(({ status }) => status === 201)?.body ?? {};
  const detail = await call(`/jobs/${id}`);
  expect(detail.body).toMatchObject({ status: 'QUEUED', organizationId: tenant.organizationId, kind: 'training' });
  expect(detail.body.log[0].message).toBe(`The operator started it in place of ${jobId}, which has failed`);
  const tags = await api.deps.db.system.jobTag.findMany({ where: { jobId: id }, orderBy: { tag: 'asc' } });
  expect(tags.map(({ tag }) => tag)).toEqual(['blue', 'first']);
  const [entry] = await acts('job.retry');
  expect(entry).toMatchObject({ organizationId: tenant.organizationId, targetId: id, details: { from: jobId } });
  const ids = async (query: string) => (await call(`/jobs?${query}`)).body.data.map((job: { id: string }) => job.id);
  expect(await ids(`state=failed&q=${tenant.organizationId}`)).toEqual([jobId]);
  expect(await ids(`state=live&q=${tenant.organizationId}`)).toEqual([id]);
  const waiting = (await call('')).body.waitingWork;
  expect(waiting).toContainEqual(
    expect.objectContaining({ organizationId: tenant.organizationId, queue: 'train', waiting: 1, running: 0 }),
  );
});

it('starts no job again whose finished rows are paid', async () => {
  const { organizationId, projectId } = await api.makeTenant();
  const id = newId('inferenceJob');
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.inferenceJob.create({
      data: {
        ...{ id, organizationId, projectId, mode: 'BATCH', route: '/v1/classifications', inputFileId: newId('file') },
        ...{ status: 'EXPIRED', seed: 1, expiresAt: new Date(), chargedMicros: 7n },
      },
    }),
  );
  const answer = await call(`/jobs/${id}/retry`, { body: {} });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  expect(answer.body.error.message).toContain('a new job would charge them again');
});

it('applies a message of Stripe again, whether it was done or not', async () => {
  const key = { source: 'stripe', externalId: 'evt_replayed' };
  await keepWebhook(api.deps.db, { ...key, type: 'invoice.paid', payload: {} });
  const where = { source_externalId: key };
  await api.deps.db.system.webhookInbox.update({ where, data: { processedAt: new Date(), error: 'Nobody.' } });
  expect((await call('/webhooks/stripe/evt_replayed/replay', { body: {} })).status).toBe(200);
  expect(await api.deps.db.system.webhookInbox.findUnique({ where })).toMatchObject({ processedAt: null, error: null });
  expect(await acts('webhook.replay')).toMatchObject([{ targetId: 'evt_replayed', targetName: 'invoice.paid' }]);
});

it('sends the total of an hour again where that makes sense', async () => {
  const { organizationId } = await api.makeTenant();
  const insert = (identifier: string, data: object) =>
    api.deps.db.system.meterEvent.create({
      data: {
        ...{ identifier, organizationId, customerId: 'cus_1', eventName: 'e', meter: 'training', revision: 1 },
        ...{
          hour: new Date(Date.now() - 7_200_000),
          amountMicros: 5n,
          state: 'REJECTED' as const,
          lastError: 'x',
          ...data,
        },
      },
    });
  const send = (identifier: string) => call(`/meter-events/${encodeURIComponent(identifier)}/replay`, { body: {} });
  await insert('e:refused', {});
  await insert('e:done', { revision: 2, state: 'ACCEPTED', hour: new Date(Date.now() - 10_800_000) });
  await insert('e:old', { revision: 3, hour: new Date(Date.now() - 40 * 86_400_000) });
  expect((await send('e:refused')).status).toBe(200);
  expect(await api.deps.db.system.meterEvent.findUnique({ where: { identifier: 'e:refused' } })).toMatchObject({
    ...{ state: 'PENDING', lastError: null },
  });
  for (const identifier of ['e:done', 'e:old'])
    expect(await send(identifier)).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  expect(await acts('meter_event.replay')).toHaveLength(1);
});

it('sends no mail again whose words are gone, or without a mail server', async () => {
  const mail = { kind: 'invitation', recipient: 'a@example.com', subject: 's', html: '' };
  const [sent, kept] = [newId('mail'), newId('mail')];
  await api.deps.db.system.mail.create({ data: { id: sent, ...mail, text: '', sentAt: new Date() } });
  await api.deps.db.system.mail.create({ data: { id: kept, ...mail, text: 'Hello' } });
  const message = async (id: string) => (await call(`/mails/${id}/resend`, { body: {} })).body.error.message;
  expect(await message(sent)).toContain('not kept');
  expect(await message(kept)).toContain('SMTP_URL');
  expect(await message(newId('mail'))).toContain('no such mail');
});

it('shows what it tells everybody until it is taken back, and refuses what cannot be shown', async () => {
  const announce = (change: object = {}) =>
    call('/announcements', {
      body: { text: 'We move on Sunday.', textChinese: '周日迁移。', tone: 'info', ...change },
    });
  const { id } = (await announce()).body;
  expect(await currentAnnouncements(api.deps.db)).toMatchObject([{ id, textChinese: '周日迁移。', tone: 'info' }]);
  expect(await announce({ text: ' ' })).toMatchObject({ status: 400, body: { error: { param: 'text' } } });
  expect(await announce({ endsAt: '2020-01-01T00:00:00Z' })).toMatchObject({
    ...{ status: 400, body: { error: { param: 'endsAt' } } },
  });
  // The same words are the one that is shown.
  expect((await announce()).body).toEqual({ id });
  await Promise.all([announce({ text: 'And on Monday.' }), announce({ tone: 'warning' })]);
  expect(await announce({ text: 'And then.' })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_state' } },
  });
  for (const { id: each } of await currentAnnouncements(api.deps.db))
    expect((await call(`/announcements/${each}/end`, { body: {} })).status).toBe(200);
  expect(await currentAnnouncements(api.deps.db)).toEqual([]);
  expect((await acts('site.end_announcement')).length).toBe(3);
});

it('turns new accounts and new jobs off with a reason, and on again', async () => {
  const set = (body: object) => call('/switches', { method: 'PUT', body });
  const tenant = { ...(await api.makeTenant()), slug: 'any' };
  const signUp = async () => {
    const person = { email: `${newId('user').toLowerCase()}@example.com`, name: 'A', organizationName: 'B' };
    const response = await fetch(`${api.url}/api/account/sign-up`, {
      method: 'POST',
      headers: { origin: api.url, 'content-type': 'application/json' },
      body: JSON.stringify({ ...person, password: 'a long sentence of its own' }),
    });
    return response.ok ? null : ((await response.json()) as { error: { code: string; message: string } }).error;
  };
  const startJob = async () => {
    const response = await fetch(`${api.url}/v1/fine_tuning/jobs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'text-classifier-lstm', training_file: 'file-none' }),
    });
    return ((await response.json()) as { error: { code: string; message: string } }).error;
  };
  expect(await set({ name: 'everything', reason: null })).toMatchObject({
    status: 400,
    body: { error: { param: 'name' } },
  });
  expect(await set({ name: 'jobs', reason: '' })).toMatchObject({ status: 400, body: { error: { param: 'reason' } } });
  for (const name of ['jobs', 'signUp']) expect((await set({ name, reason: 'We move.' })).status).toBe(200);
  const refusal = { code: 'permission_denied', message: expect.stringContaining('We move.') };
  expect([await signUp(), await startJob()]).toMatchObject([refusal, refusal]);
  for (const name of ['jobs', 'signUp']) expect((await set({ name, reason: null })).status).toBe(200);
  expect(await signUp()).toBeNull();
  expect((await startJob()).code).toBe('not_found');
  expect((await acts('site.switch')).length).toBe(4);
});

it('reckons R = P × Q − C by model and by organization, and revenue by day', async () => {
  const tenant = await api.makeTenant();
  const { organizationId } = tenant;
  const today = new Date().toISOString().slice(0, 10);
  await makeUsage(api.deps.db, tenant, { amountMicros: 1_500_000n, meter: 'training' });
  await api.deps.db.system
    .$executeRaw`SELECT add_work_day(${organizationId}, 'training', 'text-classifier-lstm', 'gpu', 1800000)`;
  await api.deps.db.system
    .$executeRaw`SELECT add_work_day(${organizationId}, 'call', 'text-classifier-lstm', 'odd', 60000)`;
  const set = (body: object) => call('/worker-costs', { method: 'PUT', body });
  const cost = { kind: 'gpu', effectiveDay: '2026-01-01', microsPerHour: '9000000' };
  expect((await set(cost)).status).toBe(200);
  expect((await set({ ...cost, effectiveDay: today, microsPerHour: '2000000' })).status).toBe(200);
  const [own] = (await call(`/margins?by=organization&organizationId=${organizationId}`)).body.data;
  expect(own).toEqual({
    ...{ key: organizationId, name: expect.any(String), tokens: '1500000', revenueMicros: '1500000' },
    ...{ milliseconds: '1860000', costMicros: '1000000', uncostedMilliseconds: '60000' },
  });
  const [model] = (await call(`/margins?organizationId=${organizationId}`)).body.data;
  expect(model).toMatchObject({ key: 'text-classifier-lstm', costMicros: '1000000' });
  const { data: days } = (await call('/revenue')).body;
  expect(days).toHaveLength(30);
  expect(BigInt(days.at(-1).trainingMicros)).toBeGreaterThanOrEqual(1_500_000n);
  for (const [body, param] of [
    [{ ...cost, kind: 'GPU 1' }, 'kind'],
    [{ ...cost, effectiveDay: 'soon' }, 'effectiveDay'],
    [{ ...cost, microsPerHour: '-1' }, 'microsPerHour'],
  ] as const)
    expect(await set(body)).toMatchObject({ status: 400, body: { error: { param } } });
  expect((await call('/revenue?from=2026-11-02&to=2026-11-01')).status).toBe(400);
});

it('publishes a price book with its effect known before, and never two from one page', async () => {
  const before = (await call('/prices')).body;
  const [{ version }] = before.books;
  const tenant = await api.makeTenant();
  await makeUsage(api.deps.db, tenant, { amountMicros: 1_000_000n, meter: 'training' });
  const change = { meter: 'training', baseModel: 'text-classifier-lstm', microsPerMillion: '700000' };
  const preview = (await call('/prices/preview', { body: { changes: [change] } })).body;
  const [row] = preview.rows;
  expect(BigInt(row.newMicros) * 5n).toBe(BigInt(row.oldMicros) * 7n);
  expect(BigInt(preview.newTotalMicros) - BigInt(preview.oldTotalMicros)).toBe(
    BigInt(row.newMicros) - BigInt(row.oldMicros),
  );
  const publish = (body: object) =>
    call('/prices', { body: { basedOn: version, effectiveFrom: null, changes: [change], ...body } });
  const refused = async (body: object) => (await publish(body)).body.error;
  expect(await refused({ effectiveFrom: '2020-01-01T00:00:00Z' })).toMatchObject({ param: 'effectiveFrom' });
  expect(await refused({ changes: [{ ...change, microsPerMillion: '0' }] })).toMatchObject({ code: 'invalid_value' });
  expect(await refused({ changes: [{ ...change, microsPerMillion: '500000' }] })).toMatchObject({ param: 'changes' });
  expect(await refused({ changes: [change, change] })).toMatchObject({ param: 'changes' });
  const answers = await Promise.all([publish({}), publish({})]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const after = (await call('/prices')).body;
  expect(after.books.slice(0, 2)).toMatchObject([
    { version: version + 1, state: 'current', pricesCount: before.prices.length },
    { version, state: 'past' },
  ]);
  expect(after.prices).toContainEqual(change);
  const later = new Date(Date.now() + 86_400_000).toISOString();
  expect(
    (
      await publish({
        basedOn: version + 1,
        effectiveFrom: later,
        changes: [{ ...change, microsPerMillion: '800000' }],
      })
    ).status,
  ).toBe(201);
  expect((await call('/prices')).body.books[0]).toMatchObject({ version: version + 2, state: 'next' });
  expect(await refused({ basedOn: version + 2 })).toMatchObject({ param: 'effectiveFrom' });
  // Taken back before its time: as if it had never been, but for its number.
  const withdraw = (which: number | string) => call(`/prices/${which}/withdraw`, { body: {} });
  expect((await withdraw(version + 1)).body.error).toMatchObject({ code: 'invalid_state' });
  expect((await withdraw('x')).status).toBe(404);
  expect((await withdraw(version + 2)).status).toBe(200);
  expect((await withdraw(version + 2)).body.error).toMatchObject({ code: 'invalid_state' });
  expect((await withdraw(version + 1)).body.error.message).toContain('is in force');
  const { books, prices } = (await call('/prices')).body;
  expect(books.slice(0, 3)).toMatchObject([{ state: 'withdrawn' }, { state: 'current' }, { state: 'past' }]);
  expect(prices).toEqual(after.prices);
  expect((await publish({ basedOn: version + 2 })).status).toBe(409);
  const again = await publish({ basedOn: version + 1, changes: [{ ...change, microsPerMillion: '900000' }] });
  expect(again).toMatchObject({ status: 201, body: { version: version + 3 } });
});

it('goes through jobs and mails page by page: the live ones first, then the newest, each once', async () => {
  const tenant = await api.makeTenant();
  const models = [];
  for (let n = 0; n < 3; n += 1) models.push(await insertModel(api.deps, tenant));
  const [live] = models;
  await api.deps.db.system.fineTuningJob.update({ where: { id: live?.jobId ?? '' }, data: { status: 'QUEUED' } });
  const page = async (after?: string) => {
    const query = new URLSearchParams({ q: tenant.organizationId, limit: '2', ...(after ? { after } : {}) });
    return (await call(`/jobs?${query}`)).body.data.map(({ id }: { id: string }) => id) as string[];
  };
  const first = await page();
  const second = await page(first.at(-1));
  expect(first[0]).toBe(live?.jobId);
  expect([...first, ...second].toSorted()).toEqual(models.map(({ jobId }) => jobId).toSorted());
  expect(await page(live?.jobId)).toHaveLength(2);
  expect(await page(second.at(-1))).toEqual([]);
  const gone = await call(`/jobs?after=${newId('fineTuningJob')}`);
  expect(gone).toMatchObject({ status: 400, body: { error: { code: 'invalid_value', param: 'after' } } });
  const ids = [newId('mail'), newId('mail')].toSorted();
  const mail = { kind: 'test', recipient: 'a@example.com', subject: 's', text: 't', html: 'h' };
  const createdAt = new Date();
  await api.deps.db.system.mail.createMany({ data: ids.map((id) => ({ ...mail, id, createdAt })) });
  expect((await listMails(api.deps.db, { limit: 1, after: ids[1] })).map(({ id }) => id)).toEqual([ids[0]]);
  await expect(listMails(api.deps.db, { limit: 1, after: newId('mail') })).rejects.toMatchObject({ param: 'after' });
});
