import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStripeFake } from '../start-stripe-fake.ts';
import { clientOf, firstItem, makePlan, openWorld, subscribe } from '../test-world.ts';
import { Store } from './store.ts';

let folder: string;
let stateFile: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stripe-fake-'));
  stateFile = path.join(folder, 'stripe', 'state.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a restart', () => {
  it('adopts every object, key and clock, and goes on from there', async () => {
    const world = await openWorld({ stateFile });
    const plan = await makePlan(world.stripe);
    const { customer, subscription } = await subscribe(world, plan);
    const options = { idempotencyKey: 'kept' };
    const other = await world.stripe.customers.create({ name: 'Kept' }, options);
    await world.fake.advance(customer.id, { to: 'next_invoice' });
    const before = world.fake.state();
    await world.close();

    const again = await openWorld({ stateFile });
    expect(again.fake.state()).toMatchObject({ customers: before.customers, invoices: before.invoices });
    expect(await again.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
    expect((await again.stripe.customers.create({ name: 'Kept' }, options)).id).toBe(other.id);
    const { invoices } = await again.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect(await again.stripe.invoices.retrieve(firstItem(invoices))).toMatchObject({ status: 'paid', total: 2900 });
    await again.close();
  });

  it('delivers the webhooks that were on their way', async () => {
    const first = await startStripeFake({ stateFile, webhookUrl: 'http://127.0.0.1:9/nobody' });
    const customer = await clientOf(first).customers.create({ name: 'Waiting' });
    await first.close();
    const second = await openWorld({ stateFile });
    expect(await second.fake.settle()).toBe(true);
    expect(second.hooks.events.map(({ data }) => data.object)).toMatchObject([{ id: customer.id }]);
    await second.close();
  });
});

describe('the file', () => {
  it('has everything that was answered, at any moment, and is for its owner only', async () => {
    const fake = await startStripeFake({ stateFile });
    const stripe = clientOf(fake);
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await stripe.customers.create({ name: `${index}` })).id),
    );
    // Read without closing: a killed process would leave exactly this.
    const kept = JSON.parse(await readFile(stateFile, 'utf8')) as { customers: object };
    expect(Object.keys(kept.customers).toSorted()).toEqual(ids.toSorted());
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    await fake.close();
    expect(await readdir(path.dirname(stateFile))).toEqual(['state.json']);
  });

  it('is refused when it is something else', async () => {
    const file = path.join(folder, 'other.json');
    await writeFile(file, '{"version":');
    expect(() => new Store(file)).toThrow(`${file} is not a state of the simulated Stripe`);
    await writeFile(file, '{"version":2}');
    expect(() => new Store(file)).toThrow('Move it away');
  });
});
