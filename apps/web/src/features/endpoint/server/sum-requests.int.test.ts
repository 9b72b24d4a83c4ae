import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertModel } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { RequestRange } from '../ui/request-range.ts';
import { createEndpoint } from './create-endpoint.ts';
import { readRequestFigures, sumRequests } from './sum-requests.ts';

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

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});

interface Call {
  status: number;
  latencyMs: number;
  hoursAgo: number;
  amountMicros: bigint;
}

async function makeCalls(tenant: TestTenant, calls: readonly Call[]): Promise<string> {
  const { organizationId, projectId } = tenant;
  const { id: modelId } = await insertModel(api.deps, tenant);
  const { id: endpointId } = await createEndpoint(api.deps, principalOf(tenant), { name: 'router', modelId });
  await withOrg(api.deps.db, organizationId, async (tx) => {
    for (const { status, latencyMs, hoursAgo, amountMicros } of calls) {
      const id = newId('request');
      const createdAt = new Date(Date.now() - hoursAgo * 3_600_000);
      const common = { organizationId, projectId, modelId };
      const counts = { inputs: 1, inputTokens: status < 400 ? 10 : 0, outputTokens: status < 400 ? 4 : 0, latencyMs };
      await tx.request.create({ data: { ...common, ...counts, id, endpointId, status, createdAt, route: 'test' } });
      if (amountMicros === 0n) continue;
      const price = { rateMicros: 1_000_000n, priceBookId: 'pb_1', baseModel: 'text-classifier-lstm' };
      const fact = { id: newId('usage'), eventKey: `request:${id}`, meter: 'inference', tokens: 10n, amountMicros };
      await tx.usage.create({ data: { ...common, ...price, ...fact, funding: 'CREDIT', occurredAt: createdAt } });
    }
  });
  return endpointId;
}

describe('sumRequests', () => {
  it('adds up 24 full hours, with the latency of what was answered', async () => {
    const tenant = await api.makeTenant();
    const endpointId = await makeCalls(tenant, [
      { status: 200, latencyMs: 10, hoursAgo: 0, amountMicros: 10n },
      { status: 200, latencyMs: 30, hoursAgo: 0, amountMicros: 10n },
      { status: 429, latencyMs: 9_000, hoursAgo: 0, amountMicros: 0n },
      { status: 200, latencyMs: 50, hoursAgo: 3, amountMicros: 10n },
      { status: 200, latencyMs: 70, hoursAgo: 30, amountMicros: 10n },
    ]);
    const { day, hours } = await sumRequests(api.deps, principalOf(tenant), endpointId);
    expect(await sumRequests(api.deps, principalOf(tenant), null)).toEqual({ day, hours });
    expect(day).toEqual({
      ...{ requests: 4, errors: 1, inputTokens: 30, outputTokens: 12, amountMicros: 30n },
      ...{ latencyP50Ms: 30, latencyP95Ms: 48 },
    });
    expect(hours).toHaveLength(24);
    expect(hours.reduce((sum, { requests }) => sum + requests, 0)).toBe(4);
    expect(hours.at(-4)).toMatchObject({ requests: 1, latencyP50Ms: 50, amountMicros: 10n });
    expect(hours.at(-2)).toMatchObject({ requests: 0, latencyP50Ms: null, amountMicros: 0n });
  });

  it('adds up other ranges in parts of their own, with what went wrong', async () => {
    const tenant = await api.makeTenant();
    const endpointId = await makeCalls(tenant, [
      { status: 200, latencyMs: 10, hoursAgo: 0, amountMicros: 10n },
      { status: 429, latencyMs: 1, hoursAgo: 30, amountMicros: 0n },
      { status: 503, latencyMs: 1, hoursAgo: 30, amountMicros: 0n },
      { status: 429, latencyMs: 1, hoursAgo: 40, amountMicros: 0n },
      { status: 200, latencyMs: 90, hoursAgo: 20 * 24, amountMicros: 10n },
    ]);
    const read = (range: RequestRange) => readRequestFigures(api.deps, principalOf(tenant), { endpointId, range });
    const [hour, week, month] = await Promise.all([read('1h'), read('7d'), read('30d')]);
    expect([hour.slots.length, week.slots.length, month.slots.length]).toEqual([12, 28, 30]);
    expect([hour.sum.requests, week.sum.requests, month.sum.requests]).toEqual([1, 4, 5]);
    expect(month.sum).toMatchObject({ errors: 3, latencyP50Ms: 50, amountMicros: 20n });
    expect(week.errors).toEqual([
      { status: 429, errorCode: null, requests: 2 },
      { status: 503, errorCode: null, requests: 1 },
    ]);
    expect(hour.errors).toEqual([]);
    for (const { slots } of [week, month]) expect(slots.reduce((sum, { errors }) => sum + errors, 0)).toBe(3);
    expect(month.slots.every(({ hour: day }) => day.getTime() % 86_400_000 === 0)).toBe(true);
  });

  it('shows nothing of another organization', async () => {
    const owner = await api.makeTenant();
    const endpointId = await makeCalls(owner, [{ status: 200, latencyMs: 10, hoursAgo: 0, amountMicros: 10n }]);
    const { day } = await sumRequests(api.deps, principalOf(await api.makeTenant()), endpointId);
    expect(day).toMatchObject({ requests: 0, errors: 0, amountMicros: 0n, latencyP50Ms: null });
  });
});
