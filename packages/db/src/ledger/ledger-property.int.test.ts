import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { checkLedger } from '../system/check-ledger.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { grantCredit } from './grant-credit.ts';
import { holdMoney } from './hold-money.ts';
import { readWallet } from './read-wallet.ts';
import { releaseHold } from './release-hold.ts';
import { settleUsage } from './settle-usage.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'ledger property test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

/** One piece of work: what is held, what it costs in the end, and whether it is charged or given up. */
interface Work {
  heldMicros: number;
  usedMicros: number;
  isReleased: boolean;
}
type Fact = { kind: 'grant'; micros: number; index: number } | ({ kind: 'work'; index: number } & Work);

const work = fc.record({
  heldMicros: fc.integer({ min: 0, max: 400 }),
  usedMicros: fc.integer({ min: 0, max: 600 }),
  isReleased: fc.boolean(),
});
/** Each step of each fact is tried in any order and number; some tries die in the middle of their transaction. */
const trace = fc.record({
  grants: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 }),
  works: fc.array(work, { minLength: 1, maxLength: 5 }),
  tries: fc.array(fc.record({ fact: fc.nat(), isKilled: fc.boolean() }), { maxLength: 25 }),
});

class Killed extends Error {}

test('replays, permutations and crashes leave the same ledger', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(trace, async ({ grants, works, tries }) => {
      const facts: Fact[] = [
        ...grants.map((micros, index) => ({ kind: 'grant' as const, micros, index })),
        ...works.map((one, index) => ({ kind: 'work' as const, index, ...one })),
      ];
      const noisy = await run(facts, tries);
      const plain = await run(facts, []);
      expect(noisy.wallet).toEqual(plain.wallet);
      expect(noisy.balances).toEqual(plain.balances);
      expect((await checkLedger(db)).filter(({ isOk }) => !isOk)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

/** `tries` first, then every fact once, in order, undisturbed: what a sweep does after crashes. */
async function run(facts: Fact[], tries: { fact: number; isKilled: boolean }[]) {
  const { organizationId, projectId } = await makeTenant(db, { creditMicros: 5_000n });
  const apply = (fact: Fact, isKilled: boolean) =>
    withOrg(db, organizationId, async (tx) => {
      await applyFact(tx, { organizationId, projectId }, fact);
      if (isKilled) throw new Killed('the process died before the commit');
    }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  for (const { fact: index, isKilled } of tries) {
    const fact = facts[index % facts.length];
    if (fact !== undefined) await apply(fact, isKilled);
  }
  for (const fact of facts) await apply(fact, false);
  return withOrg(db, organizationId, async (tx) => {
    const entries = await tx.ledgerEntry.groupBy({
      by: ['account'],
      _sum: { amountMicros: true },
      orderBy: { account: 'asc' },
    });
    expect(entries.reduce((sum, { _sum }) => sum + (_sum.amountMicros ?? 0n), 0n)).toBe(0n);
    // How a charge falls on promotional and bought credit depends on when the purchase came; their sum does not.
    const { creditMicros, heldCreditMicros, availableMicros } = await readWallet(tx, organizationId);
    const usage = await tx.usage.aggregate({ _sum: { amountMicros: true }, _count: true });
    return { wallet: { creditMicros, heldCreditMicros, availableMicros }, balances: usage };
  });
}

async function applyFact(
  tx: OrgTransaction,
  { organizationId, projectId }: { organizationId: string; projectId: string },
  fact: Fact,
): Promise<void> {
  if (fact.kind === 'grant') {
    const sourceRef = `cs_${fact.index}`;
    await grantCredit(tx, { organizationId, category: 'paid', amountMicros: BigInt(fact.micros), sourceRef });
    return;
  }
  const { holdId } = await holdMoney(tx, {
    organizationId,
    projectId,
    key: `request:${fact.index}`,
    amountMicros: BigInt(fact.heldMicros),
    expiresAt: new Date(Date.now() + 60_000),
  });
  if (fact.isReleased) await releaseHold(tx, { organizationId, holdId });
  await settleUsage(tx, {
    organizationId,
    projectId,
    apiKeyId: null,
    modelId: newId('model'),
    meter: 'inference',
    baseModel: 'text-classifier-lstm',
    holdId,
    tokens: BigInt(fact.usedMicros),
    rateMicros: 1_000_000n,
    priceBookId: 'pb_1',
  });
}
