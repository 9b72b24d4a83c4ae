import type { AuditFrom } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

export interface NewEmailChange {
  userId: string;
  /** In its normal form. */
  newEmail: string;
  oldTokenHash: string;
  newTokenHash: string;
  expiresAt: Date;
}

export interface OpenEmailChange {
  newEmail: string;
  isOldConfirmed: boolean;
  isNewConfirmed: boolean;
  expiresAt: Date;
}

/** A new wish ends the one before, and both of its links. */
export async function beginEmailChange(db: Database, change: NewEmailChange): Promise<void> {
  await withSystem(db, async (tx) => {
    // One at a time: two wishes at one moment are one after the other.
    await tx.$queryRaw`SELECT 1 FROM "user" WHERE "id" = ${change.userId} FOR NO KEY UPDATE`;
    await tx.emailChange.deleteMany({ where: { userId: change.userId } });
    await tx.emailChange.create({ data: change });
  });
}

export async function findEmailChange(db: Database, userId: string): Promise<OpenEmailChange | null> {
  const found = await withSystem(db, (tx) =>
    tx.emailChange.findFirst({ where: { userId, expiresAt: { gt: new Date() } } }),
  );
  if (found === null) return null;
  const { newEmail, oldConfirmedAt, newConfirmedAt, expiresAt } = found;
  return { newEmail, isOldConfirmed: oldConfirmedAt !== null, isNewConfirmed: newConfirmedAt !== null, expiresAt };
}

/** What a link is for; looking does not use it. */
export async function findEmailChangeByLink(
  db: Database,
  tokenHash: string,
): Promise<{ oldEmail: string; newEmail: string; isUsed: boolean } | null> {
  const found = await withSystem(db, (tx) =>
    tx.emailChange.findFirst({
      where: { OR: [{ oldTokenHash: tokenHash }, { newTokenHash: tokenHash }], expiresAt: { gt: new Date() } },
      include: { user: { select: { email: true } } },
    }),
  );
  if (found === null) return null;
  const usedAt = found.oldTokenHash === tokenHash ? found.oldConfirmedAt : found.newConfirmedAt;
  return { oldEmail: found.user.email, newEmail: found.newEmail, isUsed: usedAt !== null };
}

export async function cancelEmailChange(db: Database, userId: string): Promise<void> {
  await withSystem(db, (tx) => tx.emailChange.deleteMany({ where: { userId } }));
}

export type EmailChangeOutcome =
  | { outcome: 'dead' }
  | { outcome: 'taken' }
  | { outcome: 'waiting'; for: 'old' | 'new' }
  | { outcome: 'done'; userId: string; oldEmail: string; newEmail: string };

/** One of the two links. The second to be used moves the account and signs all browsers out. */
export async function confirmEmailChange(
  db: Database,
  { tokenHash, from }: { tokenHash: string; from?: AuditFrom },
): Promise<EmailChangeOutcome> {
  try {
    return await withSystem(db, (tx) => confirmIn(tx, tokenHash, from));
  } catch (error) {
    if (isUniqueViolation(error, 'email')) return { outcome: 'taken' };
    throw error;
  }
}

interface MarkedChange {
  userId: string;
  newEmail: string;
  isOldConfirmed: boolean;
  isNewConfirmed: boolean;
}

async function confirmIn(tx: SystemTransaction, tokenHash: string, from?: AuditFrom): Promise<EmailChangeOutcome> {
  // One statement, which locks the row: two links at one moment follow each other, and one of them finds both.
  const [change] = await tx.$queryRaw<MarkedChange[]>`
    UPDATE "email_change" SET
      "oldConfirmedAt" = CASE WHEN "oldTokenHash" = ${tokenHash} THEN now() ELSE "oldConfirmedAt" END,
      "newConfirmedAt" = CASE WHEN "newTokenHash" = ${tokenHash} THEN now() ELSE "newConfirmedAt" END
    WHERE "expiresAt" > now() AND (
      ("oldTokenHash" = ${tokenHash} AND "oldConfirmedAt" IS NULL)
      OR ("newTokenHash" = ${tokenHash} AND "newConfirmedAt" IS NULL))
    RETURNING "userId", "newEmail", "oldConfirmedAt" IS NOT NULL AS "isOldConfirmed",
      "newConfirmedAt" IS NOT NULL AS "isNewConfirmed"`;
  if (change === undefined) return { outcome: 'dead' };
  const { userId, newEmail } = change;
  if (!change.isOldConfirmed) return { outcome: 'waiting', for: 'old' };
  if (!change.isNewConfirmed) return { outcome: 'waiting', for: 'new' };
  const { email: oldEmail } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  await tx.user.update({ where: { id: userId }, data: { email: newEmail, emailVerified: new Date() } });
  await tx.emailChange.deleteMany({ where: { userId } });
  await tx.session.deleteMany({ where: { userId } });
  await tx.signInChallenge.deleteMany({ where: { userId } });
  // Links that went to the old address, and other services that knew the person by it.
  await tx.emailToken.deleteMany({ where: { userId, usedAt: null } });
  await tx.linkedIdentity.deleteMany({ where: { userId } });
  await recordAccountAct(tx, { userId, action: 'account.change_email', ...(from ? { from } : {}) });
  return { outcome: 'done', userId, oldEmail, newEmail };
}
