import { createInvitation } from '@modelmint/db/invitation/create-invitation';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { findAccount } from '@modelmint/db/system/find-account';
import { withOrg } from '@modelmint/db/with-org';
import { normalizeEmail } from '@modelmint/domain/email-address';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { invitedAtOnceMax } from '@modelmint/domain/organization-rules';
import { permissionToGive, roles } from '@modelmint/domain/roles';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { limitInbox } from '../../account/server/limit-attempts.ts';
import { hashToken, makeToken } from '../../account/server/session-cookie.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { ProjectChoiceInput, refuseLimit } from '../../member/server/change-member.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { limitInvitations, mailInvitation } from './send-invitation.ts';

export const InvitePeople = z.strictObject({
  emails: z
    .array(z.string().max(500, 'an address has at most 500 characters'))
    .min(1, 'write at least one address')
    .max(invitedAtOnceMax, `at most ${invitedAtOnceMax} addresses at once`),
  role: z.enum(roles),
  projects: ProjectChoiceInput.default('all'),
});
export type InvitePeople = z.output<typeof InvitePeople>;

/** Who asks, for the words of the mail. */
export interface Inviter {
  name: string;
  language: MailLanguage;
}

/** `not_sent`: the invitation is there, and the mail has to be sent again. */
export type InviteOutcome = 'invited' | 'not_sent' | 'is_member' | 'too_many_mails';

export interface Invited {
  email: string;
  outcome: InviteOutcome;
}

/** One mail for each address, and an answer for each. One address that is none refuses them all. */
export async function invitePeople(
  deps: Deps,
  principal: OrganizationPrincipal,
  { input, inviter }: { input: InvitePeople; inviter: Inviter },
): Promise<Invited[]> {
  requirePermission(principal, 'member.write');
  requirePermission(principal, permissionToGive(input.role));
  if (input.role === 'OWNER') requireRecentSignIn(principal);
  refuseLimit(input.role, input.projects);
  const emails = readAddresses(input.emails);
  const invited: Invited[] = [];
  for (const email of emails)
    invited.push({ email, outcome: await invite(deps, principal, { email, input, inviter }) });
  return invited;
}

function readAddresses(texts: readonly string[]): string[] {
  const emails = texts.map((text, index) => {
    const email = normalizeEmail(text);
    if (email === null)
      throw new AppError(
        'invalid_value',
        `“${text.trim().slice(0, 80)}” is not an e-mail address. Write it as name@example.com. Nobody was invited.`,
        { param: `emails[${index}]` },
      );
    return email;
  });
  return [...new Set(emails)];
}

async function invite(
  deps: Deps,
  principal: OrganizationPrincipal,
  { email, input, inviter }: { email: string; input: InvitePeople; inviter: Inviter },
): Promise<InviteOutcome> {
  const { organizationId, userId } = principal;
  const account = await findAccount(deps.db, email);
  await limitInvitations(deps, organizationId);
  const token = makeToken();
  const isMember = await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    if (account !== null && (await tx.member.count({ where: { organizationId, userId: account.id } })) > 0) return true;
    const { role, projects } = input;
    const invitation = { organizationId, email, role, projects, tokenHash: hashToken(token), invitedByUserId: userId };
    const { id } = await createInvitation(tx, invitation);
    const target = { kind: 'invitation', id, name: email };
    await recordAct(tx, principal, { action: 'invitation.create', target, details: { role } });
    return false;
  });
  if (isMember) return 'is_member';
  return mailOnce(deps, { organizationId, inviterName: inviter.name, email, token, language: inviter.language });
}

/** A mail that cannot go out does not take the invitation back: it can be sent again. */
export async function mailOnce(deps: Deps, link: Parameters<typeof mailInvitation>[1]): Promise<InviteOutcome> {
  try {
    await limitInbox(deps, link.email);
    await mailInvitation(deps, link);
    return 'invited';
  } catch (error) {
    if (isAppError(error) && error.code === 'rate_limit_exceeded') return 'too_many_mails';
    deps.log.error({ err: error, organizationId: link.organizationId }, 'invitation was not sent');
    return 'not_sent';
  }
}
