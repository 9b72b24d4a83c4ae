import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeUsage } from '@modelmint/testing/make-usage';
import { startPayments, type TestPayments } from '@modelmint/testing/start-payments';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let clone: TestDatabase;
let payments: TestPayments;
let api: TestApi;

beforeAll(async () => {
  clone = await cloneDatabase();
  payments = await startPayments();
  api = await startTestApi(clone, { stripe: payments.stripe });
  payments.fake.setWebhooks({ url: `${api.url}/webhooks/stripe` });
});
afterAll(async () => {
  await payments.fake.close();
  await api.close();
  await clone.drop();
});

interface Answer {
  status: number;
  // Whatever JSON the route answers; each test looks at its own part.
  body: Record<string, unknown> & { error?: { code: string; param: string | null } };
}

async function call(cookie: string, path: string, body?: object, method?: string): Promise<Answer> {
  const response = await fetch(`${api.url}/api${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const byAction = (a: { action: string }, b: { action: string }) => (a.action < b.action ? -1 : 1);
const billingOf = ({ organizationId }: TestTenant) => `/organizations/${organizationId}/billing`;

async function checkout(tenant: TestTenant, purchase: object): Promise<string> {
  const { status, body } = await call(tenant.cookie, `${billingOf(tenant)}/checkout`, purchase);
  expect(status).toBe(200);
  return new URL(String(body.url)).pathname.split('/').at(-1) ?? '';
}

describe('billing', () => {
  test('shows plan, plans, wallet and trial credit before anything was bought', async () => {
    const tenant = await api.makeTenant();
    const { status, body } = await call(tenant.cookie, billingOf(tenant));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      plan: { code: 'free' },
      plans: [{ code: 'free' }, { code: 'pro', monthlyMicros: '20000000' }, { code: 'scale' }],
      subscription: null,
      wallet: { promoMicros: '5000000', availableMicros: '5000000' },
      grants: [{ category: 'promo', amountMicros: '5000000', sourceRef: 'trial' }],
      holds: [],
      invoices: [],
      isSimulated: true,
      customerId: null,
      canWrite: true,
    });
  });

  test('who comes back from the payment page is served without waiting for the webhook, and once', async () => {
    const tenant = await api.makeTenant();
    payments.fake.setWebhooks({ mode: 'dropped' });
    const sessionId = await checkout(tenant, { kind: 'credit', amountMicros: '12500000' });
    const fulfil = () => call(tenant.cookie, `${billingOf(tenant)}/fulfil`, { sessionId });
    expect((await fulfil()).body).toMatchObject({ kind: 'credit', state: 'OPEN' });
    await payments.fake.pay(sessionId);
    for (const { body } of await Promise.all([fulfil(), fulfil(), fulfil()]))
      expect(body).toMatchObject({ kind: 'credit', state: 'COMPLETE', amountMicros: '12500000' });
    expect((await call(tenant.cookie, billingOf(tenant))).body).toMatchObject({ wallet: { paidMicros: '12500000' } });
    payments.fake.setWebhooks({ mode: 'in_order' });
  });

  test('a webhook is stored and acknowledged, and applying it gives the plan', async () => {
    const tenant = await api.makeTenant();
    const sessionId = await checkout(tenant, { kind: 'subscription', planCode: 'pro' });
    await payments.fake.pay(sessionId);
    expect(await payments.fake.settle(10_000)).toBe(true);
    // What a worker does when it is rung.
    const waiting = await api.deps.db.system.webhookInbox.findMany({ where: { processedAt: null } });
    expect(waiting.map(({ type }) => type)).toContain('checkout.session.completed');
    for (const key of waiting) await api.deps.billing.applyWebhook(key);
    const { body } = await call(tenant.cookie, billingOf(tenant));
    expect(body).toMatchObject({ plan: { code: 'pro' }, subscription: { status: 'active' }, hasCustomer: true });
    expect(body.invoices).toMatchObject([{ status: 'paid', totalCents: '2000' }]);
    expect((await api.deps.queue.counts()).cpu.waiting).toBeGreaterThan(0);
    expect((await call(tenant.cookie, `${billingOf(tenant)}/portal`, {})).status).toBe(200);
    const preview = await call(tenant.cookie, `${billingOf(tenant)}/plan/preview`, { planCode: 'scale' });
    expect(preview.body).toMatchObject({ planCode: 'scale', feeMicros: '200000000' });
    const { prorationDate } = preview.body;
    expect((await call(tenant.cookie, `${billingOf(tenant)}/plan`, { planCode: 'scale', prorationDate })).status).toBe(
      200,
    );
    const { organizationId } = tenant;
    const entries = await api.deps.db.system.auditEntry.findMany({ where: { organizationId } });
    expect(entries.map(({ action, details }) => ({ action, details })).toSorted(byAction)).toEqual([
      { action: 'billing.change_plan', details: { planCode: 'scale' } },
      { action: 'billing.open_portal', details: {} },
      { action: 'billing.start_checkout', details: { kind: 'subscription', planCode: 'pro' } },
    ]);
  });

  test('the payment page and the portal ask for a fresh sign-in', async () => {
    const tenant = await api.makeTenant();
    await api.deps.db.system.session.updateMany({ data: { confirmedAt: new Date(Date.now() - 11 * 60_000) } });
    for (const [path, body] of [
      ['checkout', { kind: 'credit', amountMicros: '12500000' }],
      ['portal', {}],
    ] as const)
      expect(await call(tenant.cookie, `${billingOf(tenant)}/${path}`, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'reauthentication_required' } },
      });
  });

  test("another organization's session, checkout and billing are not there", async () => {
    const [a, b] = [await api.makeTenant(), await api.makeTenant()];
    const sessionId = await checkout(a, { kind: 'credit', amountMicros: '12500000' });
    await payments.fake.pay(sessionId);
    for (const [path, body] of [
      [billingOf(a), undefined],
      [`${billingOf(a)}/checkout`, { kind: 'subscription', planCode: 'pro' }],
      [`${billingOf(a)}/portal`, {}],
      [`${billingOf(b)}/fulfil`, { sessionId }],
      [`/projects/${a.projectId}/usage`, undefined],
      [`/projects/${a.projectId}/usage/csv`, undefined],
    ] as const)
      expect(await call(b.cookie, path, body)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    expect((await call(b.cookie, billingOf(b))).body).toMatchObject({ wallet: { paidMicros: '0' } });
  });

  test.each([
    ['VIEWER', 403, 403],
    ['MEMBER', 403, 403],
    ['BILLING', 200, 200],
  ] as const)('a %s gets %i for reading and %i for buying', async (role, read, write) => {
    const tenant = await api.makeTenant();
    const cookie = await api.makeCookie({ tenant, role });
    expect((await call(cookie, billingOf(tenant))).status).toBe(read);
    const purchase = { kind: 'credit', amountMicros: '5000000' };
    expect((await call(cookie, `${billingOf(tenant)}/checkout`, purchase)).status).toBe(write);
  });

  test.each([
    [{}, 'kind'],
    [{ kind: 'credit', amountMicros: '1' }, 'amountMicros'],
    [{ kind: 'credit', amountMicros: 5_000_000 }, 'amountMicros'],
    [{ kind: 'credit', amountMicros: '-5000000' }, 'amountMicros'],
    [{ kind: 'subscription', planCode: 'none' }, 'planCode'],
    [{ kind: 'subscription', planCode: 'pro', organizationId: 'org-x' }, 'organizationId'],
  ])('the checkout %j is refused for %s', async (purchase, param) => {
    const tenant = await api.makeTenant();
    const { status, body } = await call(tenant.cookie, `${billingOf(tenant)}/checkout`, purchase);
    expect(status).toBe(400);
    expect(body.error?.param).toBe(param);
  });

  test('a forged webhook is refused and leaves no row', async () => {
    const before = await api.deps.db.system.webhookInbox.count();
    const send = (body: string, signature: string) =>
      fetch(`${api.url}/webhooks/stripe`, { method: 'POST', body, headers: { 'stripe-signature': signature } });
    const event = JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid', data: { object: {} } });
    const at = Math.floor(Date.now() / 1_000);
    expect((await send(event, `t=${at},v1=${'0'.repeat(64)}`)).status).toBe(400);
    expect((await send(event, '')).status).toBe(400);
    expect((await send('x'.repeat(600_000), `t=${at},v1=${'0'.repeat(64)}`)).status).toBe(413);
    expect(await api.deps.db.system.webhookInbox.count()).toBe(before);
  });
});

describe('budgets', () => {
  const budget = { projectId: null, amountMicros: '10000000', isHard: true, version: null };

  test('are set, stop new work when they are hard caps, are told of, and are removed', async () => {
    const tenant = await api.makeTenant();
    const at = `${billingOf(tenant)}/budgets`;
    await makeUsage(api.deps.db, tenant, { amountMicros: 4_000_000n });
    const small = { ...budget, amountMicros: '5000000' };
    expect(await call(tenant.cookie, at, small, 'PUT')).toMatchObject({
      status: 200,
      body: { isHard: true, version: 1 },
    });
    await expect(makeUsage(api.deps.db, tenant, { amountMicros: 1_000_001n })).rejects.toMatchObject({
      code: 'insufficient_quota',
      param: 'organization.monthly_spend',
    });
    const { organizationId, projectId } = tenant;
    const told = await api.deps.db.system.notification.findMany({ where: { organizationId, kind: 'budget_reached' } });
    expect(told.length).toBeGreaterThan(0);
    for (const { details } of told) expect(details).toMatchObject({ percent: 80, isCap: false });
    // Another tab that has seen no budget yet, or an older one.
    for (const version of [null, 2])
      expect(await call(tenant.cookie, at, { ...small, version }, 'PUT')).toMatchObject({
        ...{ status: 409, body: { error: { param: 'version' } } },
      });
    const own = { projectId, amountMicros: '8000000', version: null };
    const { body: made } = await call(tenant.cookie, at, own, 'PUT');
    expect((await call(tenant.cookie, billingOf(tenant))).body).toMatchObject({
      budgets: [
        { projectId: null, amountMicros: '5000000', spentMicros: '4000000', isHard: true },
        { projectId, amountMicros: '8000000', spentMicros: '4000000', isHard: false },
      ],
    });
    const other = await api.makeTenant();
    expect((await call(other.cookie, `${billingOf(other)}/budgets/${made.id}`, {}, 'DELETE')).status).toBe(404);
    expect((await call(other.cookie, `${billingOf(other)}/budgets`, own, 'PUT')).body.error?.param).toBe('projectId');
    expect((await call(tenant.cookie, `${at}/${made.id}`, {}, 'DELETE')).status).toBe(200);
    expect((await call(tenant.cookie, billingOf(tenant))).body.budgets).toHaveLength(1);
  });

  test.each([
    [{ amountMicros: '0' }, 'amountMicros'],
    [{ amountMicros: '1000001' }, 'amountMicros'],
    [{ amountMicros: 5 }, 'amountMicros'],
    [{ projectId: 'proj_x', isHard: true }, 'isHard'],
    [{ version: 0 }, 'version'],
  ])('%o is refused for %s', async (change, param) => {
    const tenant = await api.makeTenant();
    const { status, body } = await call(tenant.cookie, `${billingOf(tenant)}/budgets`, { ...budget, ...change }, 'PUT');
    expect({ status, param: body.error?.param }).toEqual({ status: 400, param });
  });
});

describe('automatic top-up', () => {
  const rule = { isOn: true, thresholdMicros: '5000000', amountMicros: '25000000', monthlyMaxMicros: '50000000' };

  test('needs a saved card, keeps its rule, and can be turned off without one', async () => {
    const tenant = await api.makeTenant();
    const at = `${billingOf(tenant)}/auto-top-up`;
    const put = (body: object) => call(tenant.cookie, at, body, 'PUT');
    const refused = await put({ ...rule, version: null });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_state', param: 'isOn' } } });
    expect((await put({ ...rule, isOn: false, version: null })).body).toMatchObject({ isOn: false, version: 1 });
    await payments.fake.pay(await checkout(tenant, { kind: 'subscription', planCode: 'pro' }));
    expect((await put({ ...rule, version: 1 })).body).toMatchObject({ isOn: true, version: 2 });
    expect((await call(tenant.cookie, billingOf(tenant))).body).toMatchObject({
      autoTopUp: { isOn: true, monthlyMaxMicros: '50000000', stoppedAt: null },
      card: { brand: 'visa', last4: '4242' },
      toppedUpMicros: '0',
    });
    expect(await put({ ...rule, version: 1 })).toMatchObject({ status: 409, body: { error: { param: 'version' } } });
  });

  test.each([
    [{ thresholdMicros: '1' }, 'thresholdMicros'],
    [{ amountMicros: '1000000' }, 'amountMicros'],
    [{ monthlyMaxMicros: '24000000' }, 'monthlyMaxMicros'],
    [{ isOn: 'yes' }, 'isOn'],
  ])('%o is refused for %s', async (change, param) => {
    const tenant = await api.makeTenant();
    const body = { ...rule, version: null, ...change };
    const answer = await call(tenant.cookie, `${billingOf(tenant)}/auto-top-up`, body, 'PUT');
    expect({ status: answer.status, param: answer.body.error?.param }).toEqual({ status: 400, param });
  });
});

describe('usage', () => {
  test('is summed by model, key and meter, and the lines add up to the total', async () => {
    const tenant = await api.makeTenant();
    for (const amountMicros of [100n, 23n]) await makeUsage(api.deps.db, tenant, { amountMicros });
    await makeUsage(api.deps.db, tenant, { amountMicros: 1_000n, meter: 'training' });
    const { status, body } = await call(tenant.cookie, `/projects/${tenant.projectId}/usage?by=meter`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: { tokens: '1123', amountMicros: '1123', events: 3 },
      names: { inference: 'Inference', training: 'Training' },
      lines: [
        { meter: 'training', tokens: '1000', amountMicros: '1000', events: 1 },
        { meter: 'inference', tokens: '123', amountMicros: '123', events: 2, keyName: null },
      ],
    });
    expect(body.receipts).toHaveLength(3);
    const only = await call(tenant.cookie, `/projects/${tenant.projectId}/usage?meter=training`);
    expect(only.body).toMatchObject({ total: { amountMicros: '1000', events: 1 } });
  });

  test('comes as CSV with every row, and no cell that a spreadsheet would run', async () => {
    const tenant = await api.makeTenant();
    const { organizationId, keyId, projectId } = tenant;
    await api.deps.db.system.apiKey.update({ where: { id: keyId }, data: { name: '=HYPERLINK("x")' } });
    for (const amountMicros of [7n, 1_234_567n])
      await makeUsage(api.deps.db, { organizationId, projectId }, { amountMicros, apiKeyId: keyId });
    const response = await fetch(`${api.url}/api/projects/${projectId}/usage/csv`, {
      headers: { cookie: tenant.cookie },
    });
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('content-disposition')).toMatch(/modelmint-usage-.*\.csv/);
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(',1234567,1.000000,1.234567,credit,');
    expect(lines[2]).toContain(`"'=HYPERLINK(""x"") (…`);
  });

  test.each([
    ['from=2026-11-31', 'from'],
    ['from=2026-11-20&to=2026-11-01', 'to'],
    ['from=2020-01-01&to=2026-11-01', 'to'],
    ['meter=storage', 'meter'],
    ['page=2', 'page'],
  ])('the query %s is refused for %s', async (query, param) => {
    const tenant = await api.makeTenant();
    const { status, body } = await call(tenant.cookie, `/projects/${tenant.projectId}/usage?${query}`);
    expect(status).toBe(400);
    expect(body.error?.param).toBe(param);
  });
});
