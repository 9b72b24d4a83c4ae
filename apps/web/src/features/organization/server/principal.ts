import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import type { Reader } from '@modelmint/db/system/find-membership';
import type { SupportAccess } from '@modelmint/db/system/find-support';
import { AppError } from '@modelmint/domain/errors';
import { apiKeyPermissions, can, type Permission, type Role } from '@modelmint/domain/roles';
import { recentSignInMs } from '@modelmint/domain/sign-in-method';
import { suspendedError } from '@modelmint/domain/suspension';

/** Who acts, and in which project; every use case takes one. */
export interface Principal {
  organizationId: string;
  projectId: string;
  /** Of the member; an API key acts as MEMBER, bounded by `apiKeyPermissions`. */
  role: Role;
  /** The person; null for an API key, and for support, who is nobody's colleague. */
  userId: string | null;
  apiKeyId: string | null;
  /** Of an API key: what it was given. Without it, whatever a key may do. */
  key?: { name: string; permissions: readonly Permission[] };
  /** The operator in a support session: as a viewer, or as a member where the organization has allowed it. */
  support?: SupportAccess;
  /** Whether the person's address is confirmed; an API key, which only a confirmed person can make, has none. */
  isVerified?: boolean;
  /** When the organization, which is being deleted, will be erased: until then one can only look, and restore it. */
  erasedFrom?: Date | null;
  /** Why the operator suspended the organization: until they lift it, one can only look, pay and leave. */
  suspendedReason?: string | null;
  /** The project is archived: one can only look, and restore it. */
  isArchived?: boolean;
  /** Where the request came from, for the audit log; pages, which only read, know nothing of it. */
  from?: AuditFrom;
  /** When the person last proved who they are; see `requireRecentSignIn`. An API key has none. */
  confirmedAt?: Date;
}

/** Who acts on what belongs to the whole organization, such as billing. */
export type OrganizationPrincipal = Omit<Principal, 'projectId'>;

/** Whose projects it may enter, where that is asked of the rows. */
export function readerOf({ userId, support }: OrganizationPrincipal): Reader {
  return support === undefined ? { userId: userId ?? '' } : 'support';
}

/** What an unconfirmed person may do all the same, and everybody in what is archived or being deleted: look. */
const looking: readonly Permission[] = [
  'project.read',
  'key.read',
  'usage.read',
  'billing.read',
  'organization.read',
  'audit.read',
];

/**
 * Throws `permission_denied` when the role does not hold it or when the person has not confirmed their address,
 * `invalid_state` in what is archived or being deleted, and `organization_suspended` in what the operator stopped.
 */
export function requirePermission(principal: OrganizationPrincipal, permission: Permission): void {
  const refusal = refusalOf(principal, permission);
  if (refusal !== null) throw refusal;
}

/** The same as a question, for pages: whether to offer it at all. */
export function mayNow(principal: OrganizationPrincipal, permission: Permission): boolean {
  return refusalOf(principal, permission) === null;
}

/** The same where an unconfirmed person is shown what waits for their confirmation. */
export function canHere(principal: OrganizationPrincipal, permission: Permission): boolean {
  return can(principal.role, permission) && (looking.includes(permission) || closed(principal, permission) === null);
}

/** What stays open to look and leave, and to pay, which is what is often missing. */
const whenSuspended: readonly Permission[] = ['billing.write', 'organization.delete', 'support.write'];
const whenClosing: readonly Permission[] = ['organization.delete', 'support.write'];

function refusalOf(principal: OrganizationPrincipal, permission: Permission): AppError | null {
  const isKey = principal.apiKeyId !== null;
  const isGranted = isKey ? apiKeyPermissions.includes(permission) : can(principal.role, permission);
  if (!isGranted)
    return new AppError(
      'permission_denied',
      isKey
        ? `An API key may not do this (it needs ${permission}). Sign in to the dashboard for it.`
        : principal.support !== undefined
          ? `Support may not do this here (it needs ${permission}). A member of the organization can.`
          : `Your role ${principal.role.toLowerCase()} may not do this (it needs ${permission}). Ask an owner of the organization.`,
    );
  const unscoped = outOfScope(principal, permission);
  if (unscoped !== null || looking.includes(permission)) return unscoped;
  return unverified(principal) ?? closed(principal, permission);
}

/** In the words of OpenAI's API, whose clients look for them. */
function outOfScope({ key }: OrganizationPrincipal, permission: Permission): AppError | null {
  if (key === undefined || key.permissions.includes(permission)) return null;
  return new AppError(
    'permission_denied',
    `You have insufficient permissions for this operation. Missing scopes: ${permission}. The API key "${key.name}" does not have it: use another key, or ask an owner or admin to change it on the page API keys.`,
  );
}

function closed(principal: OrganizationPrincipal, permission: Permission): AppError | null {
  const { erasedFrom, suspendedReason = null, isArchived = false } = principal;
  if (erasedFrom && !whenClosing.includes(permission))
    return new AppError(
      'invalid_state',
      `The organization is being deleted and will be erased on ${erasedFrom.toISOString().slice(0, 10)}. Until then an owner can restore it on its Settings page.`,
    );
  if (suspendedReason !== null && !whenSuspended.includes(permission)) return suspendedError(suspendedReason);
  if (isArchived && permission !== 'project.write')
    return new AppError(
      'invalid_state',
      'The project is archived: its data can be read, and nothing can be changed or started. An owner or admin can restore it on the Projects page.',
    );
  return null;
}

/** Uploads, keys, jobs and money wait for a confirmed address. */
export function requireVerified(principal: OrganizationPrincipal): void {
  const refusal = unverified(principal);
  if (refusal !== null) throw refusal;
}

function unverified({ apiKeyId, isVerified }: OrganizationPrincipal): AppError | null {
  if (apiKeyId !== null || isVerified === true) return null;
  return new AppError(
    'permission_denied',
    'Confirm your e-mail address first: open the link in the mail that we sent you, or have it sent again.',
  );
}

/**
 * Before what is dangerous: the person must have proved within ten minutes who they are. Throws
 * `reauthentication_required`, upon which the pages ask for a factor and try again. For principals and sessions alike.
 */
export function requireRecentSignIn({ confirmedAt }: { confirmedAt?: Date }): void {
  if (confirmedAt === undefined || confirmedAt.getTime() < Date.now() - recentSignInMs)
    throw new AppError(
      'reauthentication_required',
      'Confirm that it is you: this needs a sign-in within the last 10 minutes.',
    );
}
