import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { AppError } from '@modelmint/domain/errors';
import { apiKeyPermissions, can, type Permission, type Role } from '@modelmint/domain/roles';

/** Who acts, and in which project; every use case takes one. */
export interface Principal {
  organizationId: string;
  projectId: string;
  /** Of the member; an API key acts as MEMBER, bounded by `apiKeyPermissions`. */
  role: Role;
  /** The person; null for an API key. */
  userId: string | null;
  apiKeyId: string | null;
  /** Whether the person's address is confirmed; an API key, which only a confirmed person can make, has none. */
  isVerified?: boolean;
  /** Where the request came from, for the audit log; pages, which only read, know nothing of it. */
  from?: AuditFrom;
}

/** Who acts on what belongs to the whole organization, such as billing. */
export type OrganizationPrincipal = Omit<Principal, 'projectId'>;

/** What an unconfirmed person may do all the same: look. */
const withoutConfirmation: readonly Permission[] = [
  'project.read',
  'key.read',
  'usage.read',
  'billing.read',
  'organization.read',
];

/** Throws `permission_denied` when the role does not hold it, or when the person has not confirmed their address. */
export function requirePermission(principal: OrganizationPrincipal, permission: Permission): void {
  const isKey = principal.apiKeyId !== null;
  const isGranted = isKey ? apiKeyPermissions.includes(permission) : can(principal.role, permission);
  if (!isGranted)
    throw new AppError(
      'permission_denied',
      isKey
        ? `An API key may not do this (it needs ${permission}). Sign in to the dashboard for it.`
        : `Your role ${principal.role.toLowerCase()} may not do this (it needs ${permission}). Ask an owner of the organization.`,
    );
  if (!withoutConfirmation.includes(permission)) requireVerified(principal);
}

/** Uploads, keys, jobs and money wait for a confirmed address. */
export function requireVerified({ apiKeyId, isVerified }: OrganizationPrincipal): void {
  if (apiKeyId === null && isVerified !== true)
    throw new AppError(
      'permission_denied',
      'Confirm your e-mail address first: open the link in the mail that we sent you, or have it sent again.',
    );
}
