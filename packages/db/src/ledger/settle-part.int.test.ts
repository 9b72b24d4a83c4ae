import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { checkLedger } from '../system/check-ledger.ts';
import { withOrg } from '../with-org.ts';
import { holdMoney } from './hold-money.ts';
import { readWallet } from './read-wallet.ts';
import { releaseHold } from './release-hold.ts';
import { settlePart } from './settle-part.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'settle part test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

class Killed extends Error {}

const part = fc.record({
  tokensMax: fc.integer({ min: 0, max: 90 }),
  /** Of what was held for it. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  deaths: fc.nat({ max: 2 }),
});
const rateMicros = 700_000n;

test('parts are charged once each, the hold shrinks with them, and what is left is free at the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), fc.boolean(), async (parts, isEarly) => {
      const { organizationId, projectId } = await makeTenant(db, { creditMicros: 1_000n });
      const heldMicros = (parts.reduce((sum, { tokensMax }) => sum + BigInt(tokensMax), 0n) * 7n) / 10n;
      const expiresAt = new Date(Date.now() + 60_000);
      const key = 'infer:batch_1';
      const { holdId } = await withOrg(db, organizationId, (tx) =>
        holdMoney(tx, { organizationId, projectId, key, amountMicros: heldMicros, expiresAt }),
      );
      const settle = (index: number, isKilled: boolean) =>
        withOrg(db, organizationId, async (tx) => {
          const { tokensMax, share } = parts[index] ?? { tokensMax: 0, share: 0 };
          const charged = await settlePart(tx, {
            ...{ organizationId, projectId, holdId, meter: 'inference', baseModel: 'encoder', rateMicros },
            ...{ priceBookId: 'pb_1', eventKey: `${key}:${index}`, tokensMax: BigInt(tokensMax) },
            tokens: BigInt(Math.floor(tokensMax * share)),
          });
          if (isKilled) throw new Killed('the process died before the commit');
          return charged;
        });
      let charged = 0n;
      const done = isEarly ? parts.slice(0, -1) : parts;
      for (const [index, { deaths }] of done.entries()) {
        for (let death = 0; death < deaths; death++) await expect(settle(index, true)).rejects.toThrow(Killed);
        charged += await settle(index, false);
        const { heldCreditMicros, creditMicros } = await withOrg(db, organizationId, (tx) =>
          readWallet(tx, organizationId),
        );
        expect(heldCreditMicros).toBeLessThanOrEqual(heldMicros);
        expect(heldCreditMicros).toBeGreaterThanOrEqual(0n);
        expect(creditMicros).toBe(1_000n - charged);
      }
      await withOrg(db, organizationId, (tx) => releaseHold(tx, { organizationId, holdId }));
      const wallet = await withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
      expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 1_000n - charged });
      expect((await checkLedger(db)).filter(({ isOk }) => !isOk)).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('a part is charged once, and none without its hold', async () => {
  const { organizationId, projectId } = await makeTenant(db, { creditMicros: 1_000n });
  const hold = {
    organizationId,
    projectId,
    key: 'infer:batch_2',
    amountMicros: 100n,
    expiresAt: new Date(Date.now() + 60_000),
  };
  const { holdId } = await withOrg(db, organizationId, (tx) => holdMoney(tx, hold));
  const settle = () =>
    withOrg(db, organizationId, (tx) =>
      settlePart(tx, {
        ...{ organizationId, projectId, holdId, meter: 'inference', baseModel: 'encoder', rateMicros: 1_000_000n },
        ...{ priceBookId: 'pb_1', eventKey: 'infer:batch_2:0', tokensMax: 60n, tokens: 40n },
      }),
    );
  expect([await settle(), await settle()]).toEqual([40n, 0n]);
  const wallet = await withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
  expect(wallet).toMatchObject({ heldCreditMicros: 40n, creditMicros: 960n });
  await withOrg(db, organizationId, (tx) => releaseHold(tx, { organizationId, holdId }));
  await expect(settle()).rejects.toThrow(/nothing is held/);
});
