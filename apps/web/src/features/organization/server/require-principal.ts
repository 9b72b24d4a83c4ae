import {
  findOrganizationMembership,
  findProjectMembership,
  type Membership,
} from '@modelmint/db/system/find-membership';
import { findSupport, findSupportInProject, type SupportAccess } from '@modelmint/db/system/find-support';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { erasedFrom } from '@modelmint/domain/organization-rules';
import type { Deps } from '../../../deps.ts';
import { requireSession, type Session } from '../../account/server/read-session.ts';
import type { OrganizationPrincipal, Principal } from './principal.ts';

type Connection = Pick<Deps, 'db' | 'env'>;

/** Where somebody is, as what, and what it is called. */
interface Place<P extends OrganizationPrincipal> {
  principal: P;
  organizationName: string;
}

/**
 * The one place that says who a session is in a project: its member, or the operator in a support session of this
 * browser. Null for everybody else, to whom it does not exist.
 */
export async function findProjectPrincipal(
  deps: Connection,
  session: Session,
  projectId: string,
): Promise<(Place<Principal> & { projectName: string }) | null> {
  const { user, sessionHash, confirmedAt } = session;
  const id = parseId('project', projectId);
  if (id === null) return null;
  const member = await findProjectMembership(deps.db, { projectId: id, userId: user.id });
  const found =
    member ?? (user.isOperator ? await findSupportInProject(deps.db, { projectId: id, sessionHash }) : null);
  if (found === null) return null;
  const who = 'role' in found ? { ...memberOf(session, found), confirmedAt } : supportOf(found);
  const principal = { ...who, projectId: id, isArchived: found.archivedAt !== null };
  return { principal, organizationName: found.organizationName, projectName: found.projectName };
}

/** The same for what belongs to the whole organization, such as billing. */
export async function findOrganizationPrincipal(
  deps: Connection,
  session: Session,
  organizationId: string,
): Promise<Place<OrganizationPrincipal> | null> {
  const { user, sessionHash, confirmedAt } = session;
  const id = parseId('organization', organizationId);
  if (id === null) return null;
  const member = await findOrganizationMembership(deps.db, { organizationId: id, userId: user.id });
  const found = member ?? (user.isOperator ? await findSupport(deps.db, { organizationId: id, sessionHash }) : null);
  if (found === null) return null;
  const principal = 'role' in found ? { ...memberOf(session, found), confirmedAt } : supportOf(found);
  return { principal, organizationName: found.organizationName };
}

/** The person of the cookie in the project. Throws `unauthenticated`, or `not_found` for a foreign project. */
export async function requirePrincipal(
  deps: Connection,
  cookieHeader: string | null | undefined,
  projectId: string,
): Promise<Principal> {
  const found = await findProjectPrincipal(deps, await requireSession(deps, cookieHeader), projectId);
  if (found === null) throw new AppError('not_found', 'There is no such project in your organizations.');
  return found.principal;
}

export async function requireOrganizationPrincipal(
  deps: Connection,
  cookieHeader: string | null | undefined,
  organizationId: string,
): Promise<OrganizationPrincipal> {
  const found = await findOrganizationPrincipal(deps, await requireSession(deps, cookieHeader), organizationId);
  if (found === null) throw new AppError('not_found', 'You belong to no such organization.');
  return found.principal;
}

function memberOf({ user }: Session, membership: Membership): OrganizationPrincipal {
  const { role } = membership;
  return { ...placeOf(membership), role, userId: user.id, apiKeyId: null, isVerified: user.emailVerified };
}

/** As nobody: what is a person's own (notifications, tries, memberships) is not there. Never `confirmedAt`. */
function supportOf(found: SupportAccess & Omit<Membership, 'role'>): OrganizationPrincipal {
  const { id, isActing, reason, expiresAt } = found;
  const role = isActing ? 'MEMBER' : 'VIEWER';
  const support = { id, isActing, reason, expiresAt };
  return { ...placeOf(found), role, userId: null, apiKeyId: null, isVerified: true, support };
}

function placeOf({ organizationId, deleteRequestedAt, suspendedReason }: Omit<Membership, 'role'>) {
  const closing = deleteRequestedAt === null ? null : erasedFrom(deleteRequestedAt);
  return { organizationId, erasedFrom: closing, suspendedReason };
}

/** Throws `unauthenticated`, or `not_found` for everybody but operators: the console does not show that it is there. */
export async function requireOperator(
  deps: Connection,
  cookieHeader: string | null | undefined,
): Promise<{ userId: string; confirmedAt: Date }> {
  const { user, confirmedAt } = await requireSession(deps, cookieHeader);
  if (!user.isOperator) throw new AppError('not_found', 'There is nothing here.');
  return { userId: user.id, confirmedAt };
}
