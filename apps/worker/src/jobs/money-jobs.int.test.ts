import { listLedgerChecks } from '@modelmint/db/system/check-ledger';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import { openTestBilling, type TestBilling } from '@modelmint/testing/open-test-billing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { checkLedgerJob } from './ledger-check.ts';
import { sweepOrganizationsJob } from './organization-sweep.ts';
import { flushUsageJob } from './usage-flush.ts';
import { applyWebhookJob } from './webhook-apply.ts';

let clone: TestDatabase;
let deps: TestDeps;
let world: TestBilling;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  world = await openTestBilling(deps.db);
  deps = { ...deps, billing: world.billing };
});
afterAll(async () => {
  await world.close();
  await deps.close();
  await clone.drop();
});

const ring = { attempt: 1, waitMs: 0, signal: new AbortController().signal };

test('a webhook that was lost is fetched, rung and applied, and usage reaches the meter', {
  timeout: 90_000,
}, async () => {
  const { organizationId, projectId } = await makeTenant(deps.db, { creditMicros: 0n });
  world.fake.setWebhooks({ mode: 'dropped' });
  const purchase = { kind: 'subscription', planCode: 'pro' } as const;
  const { url } = await world.billing.startCheckout({ organizationId, email: null, purchase });
  await world.fake.pay(new URL(url).pathname.split('/').at(-1) ?? '');
  const before = (await deps.queue.counts()).cpu.waiting;
  await flushUsageJob(deps, { name: 'usage.flush', payload: {}, ...ring });
  const waiting = await deps.db.system.webhookInbox.findMany({ where: { processedAt: null } });
  expect(waiting.length).toBeGreaterThan(0);
  expect((await deps.queue.counts()).cpu.waiting).toBe(before + waiting.length);
  for (const { source, externalId } of waiting)
    await applyWebhookJob(deps, { name: 'webhook.apply', payload: { source, externalId }, ...ring });
  await makeUsage(deps.db, { organizationId, projectId }, { amountMicros: 70_000n });
  await flushUsageJob(deps, { name: 'usage.flush', payload: {}, ...ring });
  const events = await deps.db.system.meterEvent.findMany({ where: { organizationId } });
  expect(events).toMatchObject([{ state: 'ACCEPTED', amountMicros: 70_000n }]);
});

test('the books are judged, and the operator can read how', async () => {
  await checkLedgerJob(deps, { name: 'ledger.check', payload: {}, ...ring });
  const checks = await listLedgerChecks(deps.db);
  expect(checks.length).toBeGreaterThan(10);
  expect(checks.filter(({ isOk }) => !isOk)).toEqual([]);
});

test('a deleted organization has its subscription ended, also later, and is erased after its grace', {
  timeout: 90_000,
}, async () => {
  const { organizationId } = await makeTenant(deps.db, { creditMicros: 0n });
  const purchase = { kind: 'subscription', planCode: 'pro' } as const;
  const { url } = await world.billing.startCheckout({ organizationId, email: null, purchase });
  await world.fake.pay(new URL(url).pathname.split('/').at(-1) ?? '');
  await world.billing.syncOrganization(organizationId);
  const { system } = deps.db;
  const close = (days: number) =>
    system.organization.update({
      where: { id: organizationId },
      data: { deleteRequestedAt: new Date(Date.now() - days * 86_400_000) },
    });
  const sweep = () => sweepOrganizationsJob(deps, { name: 'organization.sweep', payload: {}, ...ring });
  await close(29);
  await sweep();
  const subscription = await system.stripeSubscription.findFirstOrThrow({ where: { organizationId } });
  expect(subscription.cancelAtPeriodEnd).toBe(true);
  const state = () => system.organization.findUniqueOrThrow({ where: { id: organizationId } });
  expect((await state()).erasedAt).toBeNull();
  await close(31);
  await sweep();
  expect(await state()).toMatchObject({ name: 'Erased organization', erasedAt: expect.any(Date) });
  await sweep();
});
