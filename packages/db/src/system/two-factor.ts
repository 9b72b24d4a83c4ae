import type { AuditFrom } from '../audit/record-audit.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

export interface TwoFactor {
  sealedSecret: string;
  isOn: boolean;
  recoveryCodesLeft: number;
}

/** null for a person who never began to set it up. */
export async function findTwoFactor(db: Database, userId: string): Promise<TwoFactor | null> {
  return withSystem(db, async (tx) => {
    const found = await tx.twoFactor.findUnique({ where: { userId } });
    if (found === null) return null;
    const recoveryCodesLeft = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
    return { sealedSecret: found.sealedSecret, isOn: found.confirmedAt !== null, recoveryCodesLeft };
  });
}

/** A secret that counts once its first code was written; false when it is on already. */
export async function beginTwoFactor(
  db: Database,
  { userId, sealedSecret }: { userId: string; sealedSecret: string },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId, confirmedAt: null },
      data: { sealedSecret, lastStep: 0 },
    });
    if (count > 0) return true;
    const made = await tx.twoFactor.createMany({ data: { userId, sealedSecret }, skipDuplicates: true });
    return made.count > 0;
  });
}

/** Marks the period of a right code as used; false when it, or a later one, was used before. */
export async function takeStep(db: Database, { userId, step }: { userId: string; step: number }): Promise<boolean> {
  const { count } = await withSystem(db, (tx) =>
    tx.twoFactor.updateMany({
      where: { userId, confirmedAt: { not: null }, lastStep: { lt: step } },
      data: { lastStep: step },
    }),
  );
  return count > 0;
}

interface TurnedOn {
  userId: string;
  /** The secret whose code was right: another tab may have begun anew. */
  sealedSecret: string;
  step: number;
  codeHashes: readonly string[];
  sessionHash: string;
  from?: AuditFrom;
}

/** Turns it on with its recovery codes, and signs all other browsers out. False when it was on, or begun anew. */
export async function turnOnTwoFactor(db: Database, turned: TurnedOn): Promise<boolean> {
  const { userId, sealedSecret, step, codeHashes, sessionHash, from } = turned;
  return withSystem(db, async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId, sealedSecret, confirmedAt: null },
      data: { confirmedAt: new Date(), lastStep: step },
    });
    if (count === 0) return false;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash })) });
    await tx.session.deleteMany({ where: { userId, sessionToken: { not: sessionHash } } });
    await tx.signInChallenge.deleteMany({ where: { userId } });
    await recordAccountAct(tx, { userId, action: 'account.turn_on_two_factor', ...(from ? { from } : {}) });
    return true;
  });
}

/** Turns it off and forgets secret and codes, and signs all other browsers out. False when it was off. */
export async function turnOffTwoFactor(
  db: Database,
  { userId, sessionHash, from }: { userId: string; sessionHash: string; from?: AuditFrom },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.twoFactor.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    if (count === 0) return false;
    await tx.session.deleteMany({ where: { userId, sessionToken: { not: sessionHash } } });
    await tx.signInChallenge.deleteMany({ where: { userId } });
    await recordAccountAct(tx, { userId, action: 'account.turn_off_two_factor', ...(from ? { from } : {}) });
    return true;
  });
}

/** New recovery codes in place of the old ones; false when codes from an app are not on. */
export async function replaceRecoveryCodes(
  db: Database,
  { userId, codeHashes, from }: { userId: string; codeHashes: readonly string[]; from?: AuditFrom },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId, confirmedAt: { not: null } },
      data: { confirmedAt: new Date() },
    });
    if (count === 0) return false;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash })) });
    await recordAccountAct(tx, { userId, action: 'account.replace_recovery_codes', ...(from ? { from } : {}) });
    return true;
  });
}

/** Uses one up. The answer is how many are left, or null when the code is not one of theirs or was used. */
export async function takeRecoveryCode(
  db: Database,
  { userId, codeHash, from }: { userId: string; codeHash: string; from?: AuditFrom },
): Promise<number | null> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.recoveryCode.updateMany({
      where: { userId, codeHash, usedAt: null },
      data: { usedAt: new Date() },
    });
    if (count === 0) return null;
    await recordAccountAct(tx, { userId, action: 'account.use_recovery_code', ...(from ? { from } : {}) });
    return tx.recoveryCode.count({ where: { userId, usedAt: null } });
  });
}
