import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import {
  type AcceptedInvitation,
  acceptInvitation as accept,
  joinByInvitation as join,
} from '@modelmint/db/system/accept-invitation';
import { type FoundInvitation, findInvitation } from '@modelmint/db/system/find-invitation';
import { listMemberships } from '@modelmint/db/system/find-membership';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { checkPassword } from '../../account/server/check-password.ts';
import { hashPassword } from '../../account/server/hash-password.ts';
import { limitAddress } from '../../account/server/limit-attempts.ts';
import type { SignedInUser } from '../../account/server/read-session.ts';
import { hashToken } from '../../account/server/session-cookie.ts';
import { ShownName } from '../../account/server/sign-up.ts';

const Token = z.string().min(1).max(200);
export const AcceptInvitation = z.strictObject({ token: Token });
export const JoinByInvitation = z.strictObject({ token: Token, name: ShownName, password: z.string().max(2_000) });
export type JoinByInvitation = z.output<typeof JoinByInvitation>;

/** Where the person can go now; without a project, to the members. */
export interface Joined {
  organizationId: string;
  projectId: string | null;
}

/** What a link leads to, for its page. Looking does not use it. */
export async function readInvitation(deps: Pick<Deps, 'db'>, token: string): Promise<FoundInvitation | null> {
  return /^[\w-]{43}$/.test(token) ? findInvitation(deps.db, hashToken(token)) : null;
}

/** Throws `invalid_state` for a link of no use, and `permission_denied` for one to another address. */
export async function acceptInvitation(
  deps: Deps,
  user: SignedInUser,
  { token, from }: { token: string; from: AuditFrom },
): Promise<Joined> {
  await limitAddress(deps, from.address);
  const invitation = await openInvitation(deps, token);
  // Twice by the same person: they are in.
  if (invitation.acceptedByUserId === user.id) return placeOf(deps, { ...invitation, userId: user.id });
  requireOpen(invitation);
  if (invitation.email !== user.email)
    throw new AppError(
      'permission_denied',
      `The invitation is for ${invitation.email}, and you are signed in as ${user.email}. Sign out, and open the link again.`,
      { param: 'token' },
    );
  const accepted = await accept(deps.db, { tokenHash: hashToken(token), from, userId: user.id });
  if (accepted === null) throw useless('accepted or withdrawn just now');
  return placeOf(deps, accepted);
}

/** The same with a new account, whose address is confirmed by the link. Throws `conflict` when it has one already. */
export async function joinByInvitation(
  deps: Deps,
  { token, name, password }: JoinByInvitation,
  from: AuditFrom,
): Promise<Joined & { email: string }> {
  await limitAddress(deps, from.address);
  const invitation = await openInvitation(deps, token);
  requireOpen(invitation);
  const { email } = invitation;
  if (invitation.hasAccount)
    throw new AppError(
      'conflict',
      `${email} has an account already. Sign in with it, and accept the invitation then.`,
      {
        param: 'token',
      },
    );
  checkPassword(password, [email, name, invitation.organizationName]);
  const passwordHash = await hashPassword(password);
  const joined = await join(deps.db, { tokenHash: hashToken(token), from, name, passwordHash, email });
  if (joined === null) throw useless('accepted or withdrawn just now');
  deps.log.info({ userId: joined.userId, organizationId: joined.organizationId }, 'joined by invitation');
  return { ...(await placeOf(deps, joined)), email };
}

async function openInvitation(deps: Deps, token: string): Promise<FoundInvitation> {
  const found = await readInvitation(deps, token);
  if (found === null)
    throw new AppError(
      'not_found',
      'There is no such invitation: a newer one may have replaced it, or the link was not copied whole. Open the newest mail, or ask for another.',
      { param: 'token' },
    );
  return found;
}

function requireOpen({ state }: FoundInvitation): void {
  if (state !== 'open') throw useless({ accepted: 'used', revoked: 'withdrawn', expired: 'left for too long' }[state]);
}

const useless = (why: string) =>
  new AppError('invalid_state', `This invitation was ${why}. Ask whoever invited you to send a new one.`, {
    param: 'token',
  });

async function placeOf(
  deps: Deps,
  { organizationId, userId }: Pick<AcceptedInvitation, 'organizationId' | 'userId'>,
): Promise<Joined> {
  const own = (await listMemberships(deps.db, userId)).find((one) => one.organizationId === organizationId);
  if (own === undefined)
    throw new AppError('not_found', 'You were a member, and are none any more. Ask for a new invitation.');
  return { organizationId, projectId: own.projects[0]?.id ?? null };
}
