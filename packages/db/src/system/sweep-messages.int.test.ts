import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { sweepMessages } from './sweep-messages.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'sweep test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test('old mail and applied webhooks go; young ones and those that wait stay', async () => {
  const mail = { kind: 'verify-email', recipient: 'a@example.com', subject: 's', text: 't', html: 'h' };
  await db.system.mail.createMany({
    data: [29, 31].map((days) => ({ ...mail, id: newId('mail'), subject: `${days}`, createdAt: daysAgo(days) })),
  });
  const webhook = { source: 'stripe', type: 'x', payload: {}, receivedAt: daysAgo(120) };
  await db.system.webhookInbox.createMany({
    data: [
      { ...webhook, externalId: 'applied long ago', processedAt: daysAgo(91) },
      { ...webhook, externalId: 'applied lately', processedAt: daysAgo(89) },
      { ...webhook, externalId: 'not applied' },
    ],
  });
  expect(await sweepMessages(db)).toBe(2);
  expect((await db.system.mail.findMany()).map(({ subject }) => subject)).toEqual(['29']);
  const left = await db.system.webhookInbox.findMany({ orderBy: { externalId: 'asc' } });
  expect(left.map(({ externalId }) => externalId)).toEqual(['applied lately', 'not applied']);
  expect(await sweepMessages(db)).toBe(0);
});
