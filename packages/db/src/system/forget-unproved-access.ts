import type { SystemTransaction } from '../with-system.ts';

/**
 * The owner of an address comes in by it for the first time, without the password. Whoever signed up with the address
 * need not have been they: that password, and all that was set up with it, opens nothing any more.
 */
export async function forgetUnprovedAccess(tx: SystemTransaction, userId: string): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, emailVerified: null },
    data: { emailVerified: new Date() },
  });
  if (count === 0) return;
  await tx.password.deleteMany({ where: { userId } });
  await tx.session.deleteMany({ where: { userId } });
  await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.passkey.deleteMany({ where: { userId } });
  await tx.linkedIdentity.deleteMany({ where: { userId } });
  await tx.signInChallenge.deleteMany({ where: { userId } });
  await tx.emailChange.deleteMany({ where: { userId } });
  await tx.emailToken.deleteMany({ where: { userId, usedAt: null } });
}
