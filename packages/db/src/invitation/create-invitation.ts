import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { invitationEnd, openInvitationsMax } from '@modelmint/domain/organization-rules';
import type { Role } from '@modelmint/domain/roles';
import type { Invitation } from '../generated/client.ts';
import { ownProjects, type ProjectChoice } from '../member/limit-member.ts';
import type { OrgTransaction } from '../with-org.ts';

export interface NewInvitation {
  organizationId: string;
  /** In its normal form. */
  email: string;
  role: Role;
  projects: ProjectChoice;
  /** SHA-256 of the token in the link. */
  tokenHash: string;
  invitedByUserId: string | null;
}

/** Under `lockOrganization`. One that the address had already is replaced: its old link ends. */
export async function createInvitation(tx: OrgTransaction, asked: NewInvitation): Promise<Invitation> {
  const { organizationId, email, projects, ...rest } = asked;
  const projectIds = projects === 'all' ? [] : await ownProjects(tx, projects);
  const open = await tx.invitation.findFirst({ where: { organizationId, email, acceptedAt: null, revokedAt: null } });
  if (open === null) await refuseTooMany(tx, organizationId);
  const sentAt = new Date();
  const data = { ...rest, projectIds, isLimited: projects !== 'all', sentAt, expiresAt: invitationEnd(sentAt) };
  if (open !== null) return tx.invitation.update({ where: { id: open.id }, data });
  return tx.invitation.create({ data: { ...data, id: newId('invitation'), organizationId, email } });
}

async function refuseTooMany(tx: OrgTransaction, organizationId: string): Promise<void> {
  const open = await tx.invitation.count({ where: { organizationId, acceptedAt: null, revokedAt: null } });
  if (open >= openInvitationsMax)
    throw new AppError(
      'conflict',
      `There are ${openInvitationsMax} invitations that nobody has answered. Withdraw those that are not needed.`,
    );
}
