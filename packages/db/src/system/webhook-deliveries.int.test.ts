import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { claimDeliveries, finishDelivery } from './webhook-deliveries.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'webhook deliveries test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

test('a webhook that says to all at once that it is gone is turned off without a deadlock', async () => {
  for (let round = 0; round < 5; round++) {
    const { organizationId } = await makeTenant(db);
    const id = newId('webhookEndpoint');
    await withOrg(db, organizationId, async (tx) => {
      const events = ['fine_tuning.job.failed'];
      await tx.webhookEndpoint.create({
        data: { id, organizationId, url: 'https://example.com/hook', sealedSecret: 'x', events },
      });
      const delivery = { organizationId, endpointId: id, type: 'fine_tuning.job.failed', payload: {} };
      await tx.webhookDelivery.createMany({
        data: Array.from({ length: 8 }, (_, place) => ({ ...delivery, eventId: `evt_${place}` })),
      });
    });
    const due = await claimDeliveries(db);
    expect(due).toHaveLength(8);
    const gone = { status: 410, ms: 1, text: null, error: 'Gone' };
    await Promise.all(due.map((one) => finishDelivery(db, one, gone)));
    const rows = await db.system.webhookDelivery.findMany({ where: { endpointId: id } });
    expect(rows.every(({ state }) => state === 'failed')).toBe(true);
  }
});
