import { type AuditFrom, recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

export interface OwnedOrganization {
  id: string;
  name: string;
  /** Besides the person. */
  otherMembers: number;
}

/** Organizations of which a person is the last owner, and which nobody has asked to delete. */
export async function listLastOwned(db: Database, userId: string): Promise<OwnedOrganization[]> {
  return withSystem(db, (tx) => lastOwnedIn(tx, userId));
}

async function lastOwnedIn(tx: SystemTransaction, userId: string): Promise<OwnedOrganization[]> {
  const owned = await tx.organization.findMany({
    where: {
      deleteRequestedAt: null,
      erasedAt: null,
      members: { some: { userId, role: 'OWNER' }, none: { role: 'OWNER', userId: { not: userId } } },
    },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, _count: { select: { members: true } } },
  });
  return owned.map(({ id, name, _count }) => ({ id, name, otherMembers: _count.members - 1 }));
}

/** `closing`: organizations that begin to be deleted with the person. */
export type DeletedAccount =
  | { outcome: 'deleted'; closing: string[] }
  | { outcome: 'last_owner'; organizations: OwnedOrganization[] };

/**
 * Erases a person with all that is theirs alone: sessions, ways to sign in, links, mails to them, memberships. An
 * organization of which they are the only member begins to be deleted. What they made keeps an id that names nobody.
 */
export async function deleteAccount(
  db: Database,
  { userId, from }: { userId: string; from?: AuditFrom },
): Promise<DeletedAccount> {
  return withSystem(db, async (tx) => {
    // Two owners who leave at one moment must not both find the other: their organizations are locked, in one order.
    await tx.$queryRaw`
      SELECT o."id" FROM "organization" o JOIN "member" m ON m."organizationId" = o."id"
      WHERE m."userId" = ${userId} ORDER BY o."id" FOR UPDATE OF o`;
    const lastOwned = await lastOwnedIn(tx, userId);
    const withOthers = lastOwned.filter(({ otherMembers }) => otherMembers > 0);
    if (withOthers.length > 0) return { outcome: 'last_owner', organizations: withOthers };
    await recordAccountAct(tx, { userId, action: 'account.delete', ...(from ? { from } : {}) });
    for (const { id: organizationId } of lastOwned) {
      await tx.organization.update({ where: { id: organizationId }, data: { deleteRequestedAt: new Date() } });
      await recordAudit(tx, {
        organizationId,
        actor: { kind: 'user', id: userId },
        ...(from ? { from } : {}),
        action: 'organization.delete',
        target: { kind: 'organization', id: organizationId },
      });
    }
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    await tx.mail.deleteMany({ where: { recipient: email } });
    const keys = [`account:${email}`, `inbox:${email}`, `second:${userId}`, `confirm:${userId}`];
    // Signs that the pattern would read as "anything" stand for themselves: the delays of others stay.
    const pattern = email.replaceAll(/[\\%_]/g, '\\$&');
    await tx.signInDelay.deleteMany({ where: { OR: [{ key: { in: keys } }, { key: { endsWith: `:${pattern}` } }] } });
    // The rest goes along: every table of a person ends with its row.
    await tx.user.delete({ where: { id: userId } });
    return { outcome: 'deleted', closing: lastOwned.map(({ id }) => id) };
  });
}
