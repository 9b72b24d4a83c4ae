import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { claimDeliveries } from './webhook-deliveries.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'delivery test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

/** A webhook for which so many deliveries wait, of an hour or more ago. */
async function makeWaiting(count: number, hours: number, disabledAt: Date | null = null): Promise<string> {
  const { organizationId } = await makeTenant(db);
  const id = newId('webhookEndpoint');
  await withSystem(db, async (tx) => {
    const data = { id, organizationId, url: 'https://example.com/hook', events: [], sealedSecret: 'x', disabledAt };
    await tx.webhookEndpoint.create({ data: { ...data, disabledReason: disabledAt === null ? null : 'person' } });
    await tx.$executeRaw`
      INSERT INTO "webhook_delivery" ("organizationId", "endpointId", "eventId", "type", "payload", "nextAttemptAt")
      SELECT ${organizationId}, ${id}, 'evt_' || n, 'webhook.test', '{}', now() - make_interval(hours => ${hours}::int)
      FROM generate_series(1, ${count}::int) n`;
  });
  return id;
}

it('leaves nobody waiting behind the thousands of another webhook', async () => {
  const many = await makeWaiting(2_500, 2);
  const one = await makeWaiting(1, 1);
  const claimed = (await claimDeliveries(db)).map(({ endpointId }) => endpointId);
  expect(claimed.filter((id) => id === many)).toHaveLength(10);
  expect(claimed.filter((id) => id === one)).toHaveLength(1);
  // What is claimed is nobody else's for a while.
  const next = (await claimDeliveries(db)).map(({ endpointId }) => endpointId);
  expect([next.length, next.includes(one)]).toEqual([10, false]);
});

it('gives up what waits for a webhook that was turned off', async () => {
  const off = await makeWaiting(2, 1, new Date());
  expect((await claimDeliveries(db)).map(({ endpointId }) => endpointId)).not.toContain(off);
  const rows = await withSystem(db, (tx) => tx.webhookDelivery.findMany({ where: { endpointId: off } }));
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row).toMatchObject({ state: 'failed', error: 'The webhook was turned off.' });
});
