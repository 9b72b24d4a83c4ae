import type { AuditFrom } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

/** Services that a person links and unlinks; those of organizations come and go with single sign-on. */
const personal = ['github', 'google'];

export interface LinkedAccount {
  provider: string;
  /** There, when it was last seen. */
  email: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export async function listIdentities(db: Database, userId: string): Promise<LinkedAccount[]> {
  return withSystem(db, (tx) =>
    tx.linkedIdentity.findMany({
      where: { userId, provider: { in: personal } },
      orderBy: { createdAt: 'asc' },
      select: { provider: true, email: true, createdAt: true, lastUsedAt: true },
    }),
  );
}

interface NewIdentity {
  userId: string;
  provider: string;
  subject: string;
  email: string;
  from?: AuditFrom;
}

/** False when it is linked to another account here, or this one to another there. Twice is harmless. */
export async function linkIdentity(db: Database, { from, ...identity }: NewIdentity): Promise<boolean> {
  const { userId, provider, subject } = identity;
  try {
    return await withSystem(db, async (tx) => {
      const known = await tx.linkedIdentity.findMany({
        where: {
          OR: [
            { provider, subject },
            { userId, provider },
          ],
        },
        select: { userId: true, subject: true },
      });
      if (known.length > 0) return known.every((one) => one.userId === userId && one.subject === subject);
      await tx.linkedIdentity.create({ data: identity });
      const act = { userId, action: 'account.link_identity', details: { provider } } as const;
      await recordAccountAct(tx, { ...act, ...(from ? { from } : {}) });
      return true;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'subject') || isUniqueViolation(error, 'provider')) return false;
    throw error;
  }
}

/**
 * Signs other browsers that came in by it out. `last`: without it nothing but a link by mail would be left; the row of
 * the person is locked, so that two ways which go at one moment do not both count on the other.
 */
export async function unlinkIdentity(
  db: Database,
  { userId, provider, sessionHash, from }: { userId: string; provider: string; sessionHash: string; from?: AuditFrom },
): Promise<'unlinked' | 'absent' | 'last'> {
  // Without the identity of an organization, who was removed from it would join it anew at the next single sign-on.
  if (!personal.includes(provider)) return 'absent';
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "user" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
    if ((await tx.linkedIdentity.count({ where: { userId, provider } })) === 0) return 'absent';
    const others =
      (await tx.password.count({ where: { userId } })) +
      (await tx.passkey.count({ where: { userId } })) +
      (await tx.linkedIdentity.count({ where: { userId, provider: { not: provider } } }));
    if (others === 0) return 'last';
    await tx.linkedIdentity.deleteMany({ where: { userId, provider } });
    await tx.session.deleteMany({ where: { userId, method: provider, sessionToken: { not: sessionHash } } });
    const act = { userId, action: 'account.unlink_identity', details: { provider } } as const;
    await recordAccountAct(tx, { ...act, ...(from ? { from } : {}) });
    return 'unlinked';
  });
}
