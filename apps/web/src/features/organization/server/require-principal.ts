import {
  findOrganizationMembership,
  findProjectMembership,
  type Membership,
} from '@modelmint/db/system/find-membership';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { erasedFrom } from '@modelmint/domain/organization-rules';
import type { Deps } from '../../../deps.ts';
import { requireSession, type SignedInUser } from '../../account/server/read-session.ts';
import type { OrganizationPrincipal, Principal } from './principal.ts';

/** The person of the cookie as a member of the project. Throws `unauthenticated`, or `not_found` for a foreign project. */
export async function requirePrincipal(
  deps: Pick<Deps, 'db' | 'env'>,
  cookieHeader: string | null | undefined,
  projectId: string,
): Promise<Principal> {
  const { user, confirmedAt } = await requireSession(deps, cookieHeader);
  const id = parseId('project', projectId);
  const membership = id === null ? null : await findProjectMembership(deps.db, { projectId: id, userId: user.id });
  if (membership === null) throw new AppError('not_found', 'There is no such project in your organizations.');
  const isArchived = membership.archivedAt !== null;
  return { ...memberOf(user, membership), projectId, isArchived, confirmedAt };
}

/** The same for what belongs to the whole organization, such as billing. */
export async function requireOrganizationPrincipal(
  deps: Pick<Deps, 'db' | 'env'>,
  cookieHeader: string | null | undefined,
  organizationId: string,
): Promise<OrganizationPrincipal> {
  const { user, confirmedAt } = await requireSession(deps, cookieHeader);
  const id = parseId('organization', organizationId);
  const membership =
    id === null ? null : await findOrganizationMembership(deps.db, { organizationId: id, userId: user.id });
  if (membership === null) throw new AppError('not_found', 'You belong to no such organization.');
  return { ...memberOf(user, membership), confirmedAt };
}

/** Who a member is to the use cases. */
export function memberOf(
  { id, emailVerified }: SignedInUser,
  { organizationId, role, deleteRequestedAt, suspendedReason }: Membership,
): OrganizationPrincipal {
  const closing = deleteRequestedAt === null ? null : erasedFrom(deleteRequestedAt);
  const place = { organizationId, role, erasedFrom: closing, suspendedReason };
  return { ...place, userId: id, apiKeyId: null, isVerified: emailVerified };
}

/** Throws `unauthenticated`, or `not_found` for everybody but operators: the console does not show that it is there. */
export async function requireOperator(
  deps: Pick<Deps, 'db' | 'env'>,
  cookieHeader: string | null | undefined,
): Promise<{ userId: string; confirmedAt: Date }> {
  const { user, confirmedAt } = await requireSession(deps, cookieHeader);
  if (!user.isOperator) throw new AppError('not_found', 'There is nothing here.');
  return { userId: user.id, confirmedAt };
}
