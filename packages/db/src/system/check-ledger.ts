import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { LedgerCheck, Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { type LedgerInvariant, ledgerInvariants } from './ledger-invariants.ts';

export interface CheckedInvariant {
  name: LedgerInvariant;
  isOk: boolean;
  /** Rows that break it, at most 20. */
  violations: Record<string, string | null>[];
}

const violationsMax = 20;

/** Judges the whole ledger and keeps the result of each invariant for the operator. `operator`: who asked, if anybody. */
export async function checkLedger(db: Database, operator?: OperatorActor): Promise<CheckedInvariant[]> {
  const names = Object.keys(ledgerInvariants) as LedgerInvariant[];
  const results: CheckedInvariant[] = [];
  for (const name of names) {
    const violations = await withSystem(
      db,
      (tx) => tx.$queryRaw<CheckedInvariant['violations']>`${ledgerInvariants[name]} LIMIT ${violationsMax}`,
    );
    results.push({ name, isOk: violations.length === 0, violations });
  }
  await withSystem(db, async (tx) => {
    await keep(tx, results);
    if (operator !== undefined)
      await recordOperatorAct(tx, operator, {
        action: 'ledger.check',
        target: { kind: 'ledger', id: 'ledger' },
        details: { broken: results.filter(({ isOk }) => !isOk).length },
      });
  });
  return results;
}

async function keep(tx: SystemTransaction, results: CheckedInvariant[]): Promise<void> {
  await tx.ledgerCheck.deleteMany({ where: { name: { notIn: results.map(({ name }) => name) } } });
  for (const { name, isOk, violations } of results) {
    const row = { isOk, violations: violations as Prisma.InputJsonArray, checkedAt: new Date() };
    await tx.ledgerCheck.upsert({ where: { name }, create: { name, ...row }, update: row });
  }
}

/** The results of the last check. */
export async function listLedgerChecks(db: Database): Promise<LedgerCheck[]> {
  return withSystem(db, (tx) => tx.ledgerCheck.findMany({ orderBy: { name: 'asc' } }));
}
