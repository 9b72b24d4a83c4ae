import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel, testReport } from '../insert-test-data.ts';
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

interface Sent {
  cookie: string;
  path: string;
  body: object;
  /** Null for a client that sends none. */
  key?: string | null;
}

async function send({ cookie, path, body, key = null }: Sent) {
  const response = await fetch(`${api.url}/api${path}`, {
    method: 'POST',
    headers: {
      ...{ cookie, origin: api.url, 'content-type': 'application/json' },
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, each asserted where it is read
    body: (await response.json()) as any,
    isReplayed: response.headers.has('idempotent-replayed'),
  };
}

/** A data set of 40 rows whose bytes are there, as a data file too. */
async function insertRows({ organizationId, projectId }: TestTenant) {
  const [datasetId, fileId, id] = [newId('dataset'), newId('file'), newId('datasetVersion')];
  const validationKey = `datasets/${id}/1/validation.jsonl`;
  const rows = Array.from({ length: 4 }, (_, i) => JSON.stringify({ text: `the text ${i}`, label: 'good' }));
  const bytes = Buffer.from(`${rows.join('\n')}\n`);
  await Promise.all([validationKey, fileId].map((key) => api.deps.storage.put(key, bytes)));
  await withOrg(api.deps.db, organizationId, async (tx) => {
    const file = {
      name: 'rows.jsonl',
      purpose: 'batch',
      sizeBytes: BigInt(bytes.length),
      sha256: '',
      storageKey: fileId,
    };
    await tx.file.create({ data: { id: fileId, organizationId, projectId, ...file } });
    await tx.dataset.create({ data: { id: datasetId, organizationId, projectId, name: 'tickets' } });
    const counts = {
      status: 'READY' as const,
      report: testReport,
      validationKey,
      trainRows: 36,
      validationRows: 4,
      trainTokens: 72n,
      validationTokens: 8n,
    };
    await tx.datasetVersion.create({ data: { id, organizationId, datasetId, number: 1, fileId, spec: {}, ...counts } });
  });
  return { datasetId, fileId };
}

it('does what is sent twice at the same moment once, whatever it makes', async () => {
  const tenant = await api.makeTenant({ creditMicros: 100_000_000n });
  const { organizationId, projectId, cookie } = tenant;
  const { name: model, id: modelId } = await insertModel(api.deps, tenant);
  const { datasetId, fileId } = await insertRows(tenant);
  const [project, organization] = [`/projects/${projectId}`, `/organizations/${organizationId}`];
  const made: [string, object, isSecret?: boolean][] = [
    [`${project}/fine-tuning`, { model: 'text-classifier-lstm', source: { datasetId } }],
    [`${project}/inference`, { model, route: '/v1/classifications', fileId, parameters: {} }],
    [`${project}/evaluations`, { model, datasetId }],
    [`${project}/endpoints`, { name: 'support', modelId }],
    [`${project}/api-keys`, { name: 'production' }, true],
    [`${organization}/projects`, { name: 'Second' }],
    [`${organization}/invitations`, { emails: ['new@example.com'], role: 'VIEWER' }],
    [
      `${organization}/webhooks`,
      { url: 'https://example.com/hook', events: ['batch.completed'], description: '' },
      true,
    ],
  ];
  const counts = () =>
    withOrg(api.deps.db, organizationId, async (tx) => [
      await tx.fineTuningJob.count(),
      await tx.inferenceJob.count({ where: { evaluationId: null } }),
      await tx.evaluation.count(),
      await tx.endpoint.count(),
      await tx.apiKey.count(),
      await tx.project.count(),
      await tx.invitation.count(),
      await tx.webhookEndpoint.count(),
    ]);
  const before = await counts();
  for (const [path, body, isSecret] of made) {
    const key = newId('request');
    const both = await Promise.all([send({ cookie, path, body, key }), send({ cookie, path, body, key })]);
    const statuses = both.map(({ status }) => status).sort();
    expect([path, ...statuses], JSON.stringify(both)).toEqual([path, 201, isSecret ? 409 : 201]);
    if (!isSecret) expect(both[0]?.body).toEqual(both[1]?.body);
    if (!isSecret) expect(both.map(({ isReplayed }) => isReplayed).sort()).toEqual([false, true]);
  }
  expect((await counts()).map((count, at) => count - (before[at] ?? 0))).toEqual(made.map(() => 1));
  const mails = await api.deps.db.system.mail.count({ where: { recipient: 'new@example.com' } });
  expect(mails).toBe(1);
  // What a secret was answered with stands nowhere.
  const kept = await withOrg(api.deps.db, organizationId, (tx) => tx.idempotentAnswer.findMany());
  expect(JSON.stringify(kept.map(({ body }) => body))).not.toMatch(/sk-|whsec_/);
});

it('is another request with another key, body or person, and after a refusal', async () => {
  const tenant = await api.makeTenant();
  const path = `/organizations/${tenant.organizationId}/projects`;
  const colleague = await api.makeCookie({ tenant, role: 'ADMIN' });
  const key = newId('request');
  const first = await send({ cookie: tenant.cookie, path, body: { name: '' }, key });
  expect(first.status).toBe(400);
  const second = await send({ cookie: tenant.cookie, path, body: { name: 'A' }, key });
  expect(second.status).toBe(201);
  const reused = await send({ cookie: tenant.cookie, path, body: { name: 'B' }, key });
  expect(reused.body.error).toMatchObject({ code: 'idempotency_key_reused', param: 'Idempotency-Key' });
  const others = [
    await send({ cookie: colleague, path, body: { name: 'A' }, key }),
    await send({ cookie: tenant.cookie, path, body: { name: 'A' }, key: newId('request') }),
    await send({ cookie: tenant.cookie, path, body: { name: 'A' } }),
  ];
  expect(new Set([second, ...others].map(({ body }) => body.id)).size).toBe(4);
  const long = await send({ cookie: tenant.cookie, path, body: { name: 'A' }, key: 'x'.repeat(256) });
  expect(long).toMatchObject({ status: 400, body: { error: { param: 'Idempotency-Key' } } });
});

it('makes one organization, announcement and incident of a second click', async () => {
  const cookie = await api.makeCookie({ isOperator: true });
  const twice = async (path: string, body: object) => {
    const both = await Promise.all([send({ cookie, path, body }), send({ cookie, path, body })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.body).toEqual(both[1]?.body);
  };
  await twice('/organizations', { name: 'Twice' });
  await twice('/operator/announcements', { text: 'Maintenance tonight', tone: 'info' });
  await twice('/operator/site/incidents', { title: 'Slow', components: ['api'], text: 'We are looking.' });
});
