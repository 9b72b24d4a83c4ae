import { reportIncident } from '@modelmint/db/system/report-incident';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import { createEndpoint } from '../../endpoint/server/create-endpoint.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { readOverview } from './read-overview.ts';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const principalOf = (
  { organizationId, projectId, userId }: TestTenant,
  role: Principal['role'] = 'OWNER',
): Principal => ({
  ...{ organizationId, projectId, userId, role, apiKeyId: null, isVerified: true },
});
const doneOf = async (principal: Principal) =>
  (await readOverview(api.deps, principal)).steps?.filter(({ isDone }) => isDone).map(({ step }) => step) ?? null;

it('ticks each step as it is done, and then shows no list', async () => {
  const tenant = await api.makeTenant();
  const principal = principalOf(tenant);
  expect(await doneOf(principal)).toEqual(['key']);
  const { id: modelId } = await insertModel(api.deps, tenant);
  const { organizationId, projectId, keyId: apiKeyId } = tenant;
  await api.deps.db.system.datasetVersion.updateMany({ where: { organizationId }, data: { status: 'READY' } });
  expect(await doneOf(principal)).toEqual(['data', 'job', 'key']);
  const endpoint = await createEndpoint(api.deps, principal, { name: 'support', modelId });
  expect(await doneOf(principal)).toEqual(['data', 'job', 'endpoint', 'key']);
  const call = { inputs: 1, inputTokens: 10, latencyMs: 20, status: 200, route: 'POST /v1/classifications' };
  await withOrg(api.deps.db, organizationId, async (tx) => {
    const id = newId('request');
    const common = { organizationId, projectId, modelId };
    await tx.request.create({ data: { ...call, ...common, id, apiKeyId, endpointId: endpoint.id } });
    const price = { rateMicros: 1_000_000n, priceBookId: 'pb_1', baseModel: 'text-classifier-lstm' };
    const fact = { id: newId('usage'), eventKey: `request:${id}`, meter: 'inference', tokens: 10n, amountMicros: 10n };
    await tx.usage.create({ data: { ...common, ...price, ...fact, funding: 'CREDIT' } });
  });
  const overview = await readOverview(api.deps, principal);
  expect(overview.steps).toBeNull();
  expect(overview.calls.day).toMatchObject({ requests: 1, errors: 0, amountMicros: 10n });
  expect(overview.spend).toMatchObject({ monthMicros: 10n, capMicros: null });
  expect(overview.spend?.days).toHaveLength(new Date().getUTCDate());
  expect(overview.jobsTotal).toBe(1);
});

it('tells what failed lately, what cannot be used, and open incidents', async () => {
  const tenant = await api.makeTenant();
  await insertModel(api.deps, tenant);
  const { system } = api.deps.db;
  const { organizationId } = tenant;
  const finishedAt = new Date();
  await system.fineTuningJob.updateMany({
    where: { organizationId },
    data: { status: 'FAILED', errorMessage: 'The loss is not a number.', finishedAt },
  });
  const { projectId } = tenant;
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.inferenceJob.create({
      data: {
        ...{
          id: newId('inferenceJob'),
          organizationId,
          projectId,
          name: 'night',
          mode: 'BATCH',
          inputFileId: 'file-1',
        },
        ...{ route: '/v1/classifications', status: 'FAILED', errorMessage: 'No rows.', seed: 1, expiresAt: finishedAt },
        finishedAt,
      },
    }),
  );
  const operator = { userId: tenant.userId };
  await reportIncident(api.deps.db, { title: 'Slow', components: ['api'], text: 'We look.', operator });
  const { faults, incidents } = await readOverview(api.deps, principalOf(tenant));
  expect(faults.failedJobs).toMatchObject([{ reason: 'The loss is not a number.' }]);
  expect(faults.failedInference).toMatchObject([{ name: 'night', reason: 'No rows.' }]);
  expect(faults.failedEvaluations).toEqual([]);
  expect(incidents).toMatchObject([{ title: 'Slow' }]);
});

it('hides money from who sees no usage, and everything from who sees no project', async () => {
  const tenant = await api.makeTenant();
  await expect(readOverview(api.deps, principalOf(tenant, 'BILLING'))).rejects.toMatchObject({
    code: 'permission_denied',
  });
  const other = await readOverview(api.deps, principalOf(await api.makeTenant()));
  expect(other.jobs).toEqual([]);
});
