import { newId } from '@modelmint/domain/ids';
import type { Role } from '@modelmint/domain/roles';
import { type AuditFrom, recordAudit } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Invitation } from '../generated/client.ts';
import { recordNotification } from '../notification/record-notification.ts';
import type { Database } from '../open-database.ts';
import { lockOrganization } from '../organization/lock-organization.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { isStillGiven } from './is-still-given.ts';

export interface Acceptance {
  tokenHash: string;
  from?: AuditFrom | undefined;
}

export interface AcceptedInvitation {
  organizationId: string;
  userId: string;
  role: Role;
}

/**
 * Makes the person a member, once; their address must be the invited one, and is confirmed by it: the link came by
 * mail. Null when the link is of no use to them. Who is a member already stays what they are.
 */
export async function acceptInvitation(
  db: Database,
  { userId, ...acceptance }: Acceptance & { userId: string },
): Promise<AcceptedInvitation | null> {
  return takeBack(() =>
    withSystem(db, async (tx) => {
      const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
      const claimed = await claim(tx, { ...acceptance, userId, email: user.email });
      await tx.user.updateMany({ where: { id: userId, emailVerified: null }, data: { emailVerified: new Date() } });
      return claimed;
    }),
  );
}

/** The same for somebody without an account, who gets one. Null also when the address has an account by now. */
export async function joinByInvitation(
  db: Database,
  { name, passwordHash, email, ...acceptance }: Acceptance & { name: string; passwordHash: string; email: string },
): Promise<AcceptedInvitation | null> {
  return takeBack(() =>
    withSystem(db, async (tx) => {
      const userId = newId('user');
      await tx.user.create({ data: { id: userId, email, name, emailVerified: new Date() } });
      await tx.password.create({ data: { userId, hash: passwordHash } });
      return claim(tx, { ...acceptance, userId, email });
    }),
  );
}

/** Ends the transaction without a trace, such as the new account. */
class UselessLink extends Error {}

async function takeBack<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UselessLink || isUniqueViolation(error, 'email')) return null;
    throw error;
  }
}

async function claim(
  tx: SystemTransaction,
  { tokenHash, userId, email, from }: Acceptance & { userId: string; email: string },
): Promise<AcceptedInvitation> {
  const asked = await tx.invitation.findUnique({ where: { tokenHash }, select: { organizationId: true } });
  if (asked === null) throw new UselessLink();
  // First, as whoever invites does: in another order the two would wait for each other.
  const { deleteRequestedAt } = await lockOrganization(tx, asked.organizationId);
  if (deleteRequestedAt !== null) throw new UselessLink();
  const { count } = await tx.invitation.updateMany({
    where: { tokenHash, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    data: { acceptedAt: new Date(), acceptedByUserId: userId },
  });
  if (count === 0) throw new UselessLink();
  const invitation = await tx.invitation.findUniqueOrThrow({ where: { tokenHash } });
  const { id, organizationId, role } = invitation;
  if (!(await isStillGiven(tx, invitation))) throw new UselessLink();
  await insertMember(tx, invitation, userId);
  await recordAudit(tx, {
    ...{ organizationId, actor: { kind: 'user', id: userId }, action: 'invitation.accept' },
    ...(from === undefined ? {} : { from }),
    target: { kind: 'invitation', id, name: email },
    details: { role },
  });
  const { invitedByUserId } = invitation;
  await recordNotification(tx, {
    ...{ organizationId, kind: 'invitation_accepted', target: { kind: 'invitation', id, name: email } },
    details: { email, role },
    ...(invitedByUserId === null ? {} : { to: [invitedByUserId] }),
  });
  return { organizationId, userId, role };
}

async function insertMember(
  tx: SystemTransaction,
  { organizationId, role, isLimited, projectIds }: Invitation,
  userId: string,
): Promise<void> {
  const own = await tx.member.findUnique({ where: { organizationId_userId: { organizationId, userId } } });
  if (own !== null) return;
  await tx.member.create({ data: { organizationId, userId, role, isLimited } });
  const projects = await tx.project.findMany({
    where: { organizationId, id: { in: projectIds } },
    select: { id: true },
  });
  await tx.memberProject.createMany({ data: projects.map(({ id }) => ({ organizationId, userId, projectId: id })) });
}
